"""What is written down does not depend on the language its author works in."""

import ast
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from qingmiao.access.enums import Role
from qingmiao.access.services import end_role, grant_role
from qingmiao.ledger.deeds import deed
from qingmiao.ledger.models import Entry
from qingmiao.ledger.queries import line_of
from qingmiao.ledger.services import record
from qingmiao.orgs.contracts import UnitWords
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.services.unit import amend_unit
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.services.dossier import amend_dossier, change_standing
from qingmiao.registers.services import amend
from qingmiao.selection.nominations.services.event import advance_events
from qingmiao.selection.nominations.services.opinion import give_opinion
from qingmiao.selection.observations.register import OBSERVATIONS
from tests.architecture.plan import modules
from tests.factories.house import TODAY, account, actor, officer, person, secretary, unit
from tests.factories.selection import event, nomination, observation

TOLD = deed("ledger.test.told", gettext_lazy("修改{noun}：{title}（{fields}）"))
KINDS_OF_WORDS = {
    "noun": gettext_lazy("机构"),
    "title": "甲",
    "fields": [gettext_lazy("名称"), pgettext_lazy("number and unit", "%(number)s%(unit)s")],
}
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def told():
    with transaction.atomic():
        return record(actor=officer(), deed=TOLD, subject=unit(), detail=KINDS_OF_WORDS)


def test_words_are_kept_as_they_stand_in_the_source(language):
    entry = told()

    entry.refresh_from_db()
    assert entry.sentence == "修改机构：甲（名称、%(number)s%(unit)s）"
    assert entry.detail == {
        "noun": {"words": [["机构"]]},
        "title": "甲",
        "fields": {"words": [["名称"], ["%(number)s%(unit)s", "number and unit"]]},
    }


def test_words_are_told_in_the_language_of_the_reader():
    entry = told()

    with translation.override("en"):
        line = line_of(entry)

    assert line.sentence == "Amended Unit: 甲 (Name, %(number)s %(unit)s)"


def amends_a_unit():
    changed = unit("区发展和改革局")
    root = unit("演示区", kind=UnitKind.DISTRICT)
    words = UnitWords(
        name="区发展改革局",
        short_name="发改局",
        kind=UnitKind.PARTY,
        parent_id=None,
        sort_no=changed.sort_no,
    )
    assert root.pk
    amend_unit(
        actor=officer(), unit_id=changed.pk, words=words, on=TODAY, basis="改革", today=TODAY
    )


def grants_and_ends_a_role():
    receiver = account("qian.jin", display_name="钱进")
    security = replace(actor(Role.SECURITY_ADMIN), account_id=receiver.pk + 1)
    granted = grant_role(
        actor=security,
        account=receiver,
        role=Role.OFFICER,
        unit=unit("演示区", kind=UnitKind.DISTRICT),
        begins=TODAY,
        reason="任职",
    )
    end_role(actor=security, grant_id=granted.pk, on=TODAY, reason="离任")


def changes_a_dossier():
    subject = person("周正")
    amend_dossier(
        actor=officer(), person_id=subject.pk, values={"native_place": "甲地"}, version=None
    )
    change_standing(
        actor=officer(), person_id=subject.pk, standing=Standing.RETIRED, on=TODAY, reason="退休"
    )


def amends_an_observation():
    row = observation()
    amend(
        actor=officer(),
        register=OBSERVATIONS,
        pk=row.pk,
        values={"result": "五月底全部签约"},
        version=None,
        on=TODAY,
    )


def lets_a_notice_close():
    event(state="open", opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    advance_events(actor=officer(), on=TODAY)


def answers_a_self_nomination():
    where = unit("甲镇")
    row = nomination(
        person=person("周正", where=where), unit=where, route="self", opinion="pending",
        opinion_due_on=TODAY,
    )  # fmt: skip
    give_opinion(
        actor=secretary(where), nomination_id=row.pk, answer="agreed", text="同意推荐", on=TODAY
    )


DEEDS_DONE = [
    amends_a_unit,
    grants_and_ends_a_role,
    changes_a_dossier,
    amends_an_observation,
    lets_a_notice_close,
    answers_a_self_nomination,
]


def speaks_english(text):
    """An account's name is no word of the interface."""
    return any(sign.isascii() and sign.isalpha() for sign in text.replace("qian.jin", ""))


@pytest.mark.parametrize("done", DEEDS_DONE)
def test_the_sentence_does_not_depend_on_the_language_of_whoever_acts(done):
    with translation.override("en"):
        done()

    sentences = list(Entry.objects.exclude(sentence="").values_list("sentence", flat=True))
    assert sentences
    assert [each for each in sentences if speaks_english(each)] == []


@pytest.mark.parametrize("done", DEEDS_DONE)
def test_every_entry_can_be_told_in_english_whoever_wrote_it(done):
    done()

    with translation.override("en"):
        lines = [line_of(entry).sentence for entry in Entry.objects.all()]
    assert lines
    assert [line for line in lines if not speaks_english(line)] == []


def details(tree):
    """What each call of ``record`` is given as its detail."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_many"):
            yield from (word.value for word in node.keywords if word.arg in ("detail", "details"))


TRANSLATED = ("label", "verbose_name", "noun_title")


def translated(detail):
    """Calls inside a detail that are answered in the language of whoever acts."""
    for node in ast.walk(detail):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ("_", "gettext", "pgettext", "ngettext"):
            yield node.lineno
        if name.startswith("get_") and name.endswith("_display"):
            yield node.lineno
        if name == "str" and getattr(node.args[0], "attr", "") in TRANSLATED:
            yield node.lineno


def test_no_service_hands_the_ledger_a_word_already_translated():
    found = [
        f"{path}:{line}: hand over the lazy word itself"
        for path, _room, tree in modules()
        for detail in details(tree)
        for line in translated(detail)
    ]

    assert found == []
