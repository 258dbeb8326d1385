"""Decide one demo contest as the results desk does: provisional, objections, computed again, concluded, published."""

from datetime import date, datetime, time, timedelta

import pgtrigger
from django.urls import reverse
from django.utils import timezone

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.results import services
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries.board import edge_of
from qingmiao.selection.results.queries.reckoning import latest
from qingmiao.selection.results.rules.steps import shortlist_of
from qingmiao.selection.results.services.printing import print_sheet
from qingmiao.selection.results.services.publishing import Fields
from qingmiao.selection.results.services.tables import ask_tables

AFTER_THE_LAST_STAGE, WINDOW, DECIDED_AFTER = 2, 6, 3
"""Days: until the provisional result, for objections, until these are decided."""
EVENING = time(18)
ALL_FIELDS = Fields(shows_names=True, shows_totals=True, shows_stages=True)
FIRST_FIELDS = Fields(shows_names=True, shows_totals=True, note="查询成绩可联系赛务组。")
GROUNDS = (
    "公布页上单位简称与本单位现用简称不一致，请核对。",
    "答辩时计时器提示早了半分钟，请核对“答辩”一项的评分。",
)
ANSWERS = (
    (True, "单位简称已经更正，成绩不受影响；按程序重算一次，名次不变。"),
    (False, "已调看现场录像，计时无误；各评委评分表与系统记录逐一核对一致。"),
)


def acting(role: Role, *, on: date) -> Actor:
    """The demo account of a role, as the command meets it."""
    return actor_for(account=Account.objects.get(username=role.value), on=on, door="command")


def date_back(made: Computation, on: date) -> None:
    """The invented past is told as past; what keeps computations as they are is lifted for this alone."""
    at = timezone.make_aware(datetime.combine(on, EVENING))
    with pgtrigger.ignore("results.Computation:insert_only"):
        Computation.objects.filter(pk=made.pk).update(computed_at=at)


def decide(*, contest: Contest, day: date, at: datetime) -> None:
    """Everything from the provisional result to the published one, on the days it would have happened."""
    officer, leader = acting(Role.OFFICER, on=day), acting(Role.DEPARTMENT_LEADER, on=day)
    last = Stage.objects.filter(contest=contest).order_by("-order")[0]
    told = (last.held_on or contest.begins) + timedelta(days=AFTER_THE_LAST_STAGE)
    until = told + timedelta(days=WINDOW)
    date_back(services.announce_result(actor=officer, contest_id=contest.pk, on=told), told)
    services.open_objections(
        actor=officer, contest_id=contest.pk, until=until, fields=FIRST_FIELDS, on=told
    )
    _object(contest, officer, day=day, on=told + timedelta(days=1), at=at)
    decided = told + timedelta(days=DECIDED_AFTER)
    again = services.reckon_again(
        actor=officer, contest_id=contest.pk, reason="异议复核，按原规则重算一次", on=decided
    )
    date_back(again, decided)
    services.publish_result(
        actor=officer, contest_id=contest.pk, fields=FIRST_FIELDS,
        on=decided,
    )  # fmt: skip
    ends = until + timedelta(days=1)
    edge = edge_of(contest=contest)
    left = _left(contest) if edge else 0
    services.conclude_contest(
        actor=leader, contest_id=contest.pk, picks=edge[:left], on=ends,
        reason="部务会研究，末位并列取方案更成熟者" if edge else "同意",
    )  # fmt: skip
    services.publish_result(actor=officer, contest_id=contest.pk, fields=ALL_FIELDS, on=ends)
    _beside(officer, contest, on=ends)


def _left(contest: Contest) -> int:
    found = latest(contest_id=contest.pk)
    return shortlist_of(found.output, contest.shortlist_size).left if found else 0


def _object(contest: Contest, officer: Actor, *, day: date, on: date, at: datetime) -> None:
    """The unit's secretary and the contestant object; the department decides both."""
    secretary, cadre = acting(Role.UNIT_SECRETARY, on=day), acting(Role.CADRE, on=day)
    entries = Entry.objects.filter(contest=contest, plate_no__isnull=False)
    units = secretary.units(Role.UNIT_SECRETARY) or frozenset()
    theirs = entries.filter(unit_id__in=sorted(units)).exclude(person_id=cadre.person_id)
    for actor, entry, grounds, (upholds, answer) in zip(
        (secretary, cadre),
        (theirs.order_by("pk").first(), entries.filter(person_id=cadre.person_id).first()),
        GROUNDS,
        ANSWERS,
        strict=True,
    ):
        if entry is None:
            continue
        made = services.raise_objection(actor=actor, entry_id=entry.pk, grounds=grounds, on=on)
        services.decide_objection(
            actor=officer, objection_id=made.pk, upholds=upholds, answer=answer, at=at
        )


def _beside(officer: Actor, contest: Contest, *, on: date) -> None:
    """The tables about the judges, and a sheet of every computation: one of them is replaced by now."""
    newest = latest(contest_id=contest.pk)
    if newest is not None:
        ask_tables(actor=officer, computation_id=newest.pk)
    for each in Computation.objects.filter(contest=contest):
        print_sheet(
            actor=officer, computation_id=each.pk, as_pdf=False, on=on,
            address=lambda number: reverse("results:compare-number", args=[number]),
        )  # fmt: skip
