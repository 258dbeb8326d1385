"""成绩单: what stands on it, what is kept of it, and what a stranger who holds one is told."""

import io
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from docx import Document

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.models import Entry as Deed
from qingmiao.selection.results import services
from qingmiao.selection.results.models import ComparisonTry, Computation, PrintedSheet
from qingmiao.selection.results.rules.reckoning import hash_of
from qingmiao.selection.results.services.printing import print_sheet
from qingmiao.selection.results.services.publishing import Fields
from tests.factories import house, results
from tests.factories.results import ON

pytestmark = pytest.mark.django_db


def address(number):
    return f"https://qingmiao.example/select/results/compare/{number}/"


def computed(place):
    return services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)


def printed(place, made, *, as_pdf=False):
    return print_sheet(
        actor=place.desk, computation_id=made.pk, as_pdf=as_pdf, address=address, on=ON
    )


def published(place, **fields):
    return services.open_objections(
        actor=place.desk, contest_id=place.contest.pk, until=None, fields=Fields(**fields), on=ON
    )


def words_of(content):
    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_everything_that_was_promised_stands_on_the_sheet(place):
    made = computed(place)
    kept, content = printed(place, made)

    told = words_of(content)
    for wanted in (
        str(place.contest), "第1次计算（初步结果）", "90.00", "80.00", "J01", "本组得分",
        made.output["formula"]["zh"], "评委组组长＿", "计分人＿",
        "监督员＿", "见证人＿", kept.number,
    ):  # fmt: skip
        assert wanted in told
    assert all(step in told for step in made.output["formula"]["symbols"].split("; "))
    assert kept.digest[:8] in told
    assert made.marks_digest[:8] in told
    assert made.output_digest[:8] in told
    assert not any(str(entry.person) in told for entry in place.entries)


def test_both_files_are_of_one_sheet_and_the_same_bytes_each_time(place):
    made = computed(place)
    published(place)
    kept, word = printed(place, made)
    again, pdf = printed(place, made, as_pdf=True)

    assert again == kept
    for entry in place.entries:
        assert str(entry.person) in words_of(word)
    assert pdf.startswith(b"%PDF-")
    assert print_sheet(
        actor=place.desk, computation_id=made.pk, as_pdf=True, address=address, on=ON
    )[1] == pdf  # fmt: skip


def test_the_hash_is_taken_of_the_words_that_are_kept(place):
    made = computed(place)
    kept, _content = printed(place, made)
    same, _again = printed(place, made)

    assert (same, PrintedSheet.objects.count()) == (kept, 1)
    assert hash_of(kept.text) == kept.digest
    assert Deed.objects.filter(deed="results.sheet.printed").count() == 2

    published(place)
    named, _content = printed(place, made)
    assert named.digest != kept.digest


def test_a_stage_has_its_own_sheet_and_says_who_went_on():
    place = results.ring(
        stages=(("项目策划", 40, {"advance": "top", "advance_count": 2}, (("策划", 100),)),
                ("路演", 60, {}, (("表达", 100),))),
        groups=(("专家评委", 100, "trimmed_mean", 1),), judges=5,
    )  # fmt: skip
    marks = {no: results.alike(mark, 5, 1) for no, mark in ((1, "70"), (2, "90"), (3, "80"))}
    results.marked(place, place.stages[0], marks)
    made = services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)
    services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk)

    _kept, content = printed(place, made)

    told = words_of(content)
    assert "项目策划成绩单" in told
    assert told.count("晋级") >= 2
    assert "[90.00]" in told
    assert "方括号内是按规则去掉的最高分、最低分" in told


def test_whoever_may_not_export_marks_prints_nothing(place):
    made = computed(place)

    for actor in (house.actor(Role.DISTRICT_LEADER), house.actor(Role.UNIT_SECRETARY)):
        with pytest.raises(Forbidden):
            print_sheet(actor=actor, computation_id=made.pk, as_pdf=True, address=address, on=ON)
    assert not PrintedSheet.objects.exists()


@pytest.mark.parametrize(
    "verb", ["UPDATE results_printedsheet SET text = 'x'", "DELETE FROM results_printedsheet"]
)
def test_what_was_printed_is_kept_even_from_sql(place, verb):
    printed(place, computed(place))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


# ---------------------------------------------------------------- who compares
def told_to_a_stranger(client, number, **query):
    client.logout()
    answer = client.get(reverse("results:compare-number", args=[number]), query)
    return answer.status_code, answer.content.decode()


def test_a_stranger_compares_and_reads_nothing_that_was_not_made_known(client, place):
    kept, _content = printed(place, computed(place))

    status, told = told_to_a_stranger(client, kept.number, digest=kept.digest)

    assert status == 200
    assert "与系统一致，现行有效" in told
    assert "您输入的指纹与系统一致" in told
    assert kept.digest[:8] in told
    assert not any(str(entry.person) in told for entry in place.entries)
    assert "90.00" not in told
    assert "J01" not in told


@pytest.mark.parametrize(
    ("fields", "named", "figures"),
    [
        ({"shows_names": False, "shows_totals": False}, False, False),
        ({"shows_names": True, "shows_totals": False}, True, False),
        ({"shows_names": False, "shows_totals": True}, False, True),
    ],
)
def test_what_was_made_known_is_shown_and_no_more(client, place, fields, named, figures):
    kept, _content = printed(place, computed(place))
    published(place, **fields)

    _status, told = told_to_a_stranger(client, kept.number)

    assert (str(place.entries[0].person) in told) == named
    assert ("90.00" in told) == figures
    assert "/entry/" not in told


def test_a_forged_hash_is_told(client, place):
    kept, _content = printed(place, computed(place))

    _status, told = told_to_a_stranger(client, kept.number, digest="0" * 64)

    assert "您输入的指纹与系统不一致" in told


def test_a_later_computation_replaces_the_sheet(client, place):
    kept, _content = printed(place, computed(place))
    services.reckon_again(actor=place.desk, contest_id=place.contest.pk, reason="复核", on=ON)

    _status, told = told_to_a_stranger(client, kept.number)

    assert "已被第 2 次计算取代" in told


def test_the_sheet_of_a_contest_called_off_is_revoked(client, place):
    kept, _content = printed(place, computed(place))
    type(place.contest).objects.filter(pk=place.contest.pk).update(
        state="called_off", called_off_reason="疫情"
    )

    assert "成绩单作废" in told_to_a_stranger(client, kept.number)[1]


def test_a_guessed_number_looks_like_one_nobody_printed_and_guessing_is_slow(
    client, place, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: results.AT)
    kept, _content = printed(place, computed(place))
    near = kept.number[:-1] + ("A" if kept.number[-1] != "A" else "B")
    numbers = (near, "X" * 25, "2" * 25)

    answers = [told_to_a_stranger(client, number) for number in numbers]
    shapes = {
        re.sub(r"(csrfmiddlewaretoken|nonce)[^>]*", "", told.replace(number, ""))
        for number, (_status, told) in zip(numbers, answers, strict=True)
    }
    rest = [told_to_a_stranger(client, near)[0] for _ in range(18)]

    assert {status for status, _told in answers} == {404}
    assert len(shapes) == 1
    assert rest == [404] * 17 + [429]
    assert str(place.contest) not in answers[0][1]
    assert len(ComparisonTry.objects.get().visitor) == 64


def test_the_box_leads_to_the_number(client):
    answer = client.get(reverse("results:compare"), {"number": "AAAAA BBBBB", "digest": "ab cd"})

    assert answer.status_code == 302
    assert answer["Location"].endswith("/AAAAA%20BBBBB/?digest=ab+cd")
    assert client.get(reverse("results:compare")).status_code == 200


# ---------------------------------------------------------------- in the browser
def test_the_desk_prints_and_finds_what_it_printed(client, place, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    made = computed(place)
    house.signed_in(client, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))

    for kind in ("pdf", "docx"):
        answer = client.post(reverse("results:sheet", args=[made.pk, kind]))
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
    kept = PrintedSheet.objects.get()
    page = client.get(reverse("results:computation", args=[made.pk])).content.decode()
    text = client.get(reverse("results:sheet-text", args=[kept.pk]))

    assert kept.number in page
    assert hash_of(text.content.decode()) == kept.digest
    house.signed_in(client, Role.DISTRICT_LEADER)
    assert client.get(reverse("results:sheet-text", args=[kept.pk])).status_code == 404
    assert client.post(reverse("results:sheet", args=[made.pk, "pdf"])).status_code == 404


def test_a_name_no_font_can_draw_is_told_and_nothing_is_printed(client, place, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    made = computed(place)
    person = place.entries[0].person
    type(person).objects.filter(pk=person.pk).update(name="王\ue000")
    published(place)
    house.signed_in(client, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))

    answer = client.post(reverse("results:sheet", args=[made.pk, "pdf"]), follow=True)

    assert "U+E000" in answer.content.decode()
    assert not PrintedSheet.objects.exists()
    assert Computation.objects.count() == 1
