"""评委履历: how judges judged in past contests, in a fixed number of questions for however many."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q

from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.enums import PAST
from qingmiao.selection.contests.models import Entry
from qingmiao.selection.judging.enums import AssignmentState, Severity
from qingmiao.selection.judging.models import Assignment, Conflict, Judge
from qingmiao.selection.judging.permissions import READ_JUDGE_HISTORY
from qingmiao.selection.results.contracts import JudgedContest, JudgeHistory
from qingmiao.selection.results.enums import TablesState
from qingmiao.selection.results.models import Computation, Tables
from qingmiao.selection.results.rules.history import agreement_with_others, pooled

Identity = tuple[int | None, str]


def histories_of(*, actor: Actor) -> list[JudgeHistory]:
    """One line for everybody who sits or sat in a contest of the reader's."""
    seen = READ_JUDGE_HISTORY.rows(actor, Judge.objects.standing())
    return sorted(_histories(seen), key=lambda one: (-len(one.contests), one.name, one.judge_id))


def history_of(*, actor: Actor, judge_id: int) -> JudgeHistory:
    """Everything about one judge of a contest of the reader's, in contests of others too."""
    row = READ_JUDGE_HISTORY.one(actor, Judge.objects.standing(), pk=judge_id)
    return _histories([row])[0]


def _identity(row: Judge) -> Identity:
    return (row.person_id, "" if row.person_id else row.name)


def _histories(seen: Iterable[Judge]) -> list[JudgeHistory]:
    known: dict[Identity, Judge] = {}
    for row in seen:
        known.setdefault(_identity(row), row)
    people = [row.person_id for row in known.values() if row.person_id]
    names = [row.name for row in known.values() if not row.person_id]
    rows = (
        Judge.objects.standing()
        .filter(Q(person_id__in=people) | Q(person__isnull=True, name__in=names))
        .filter(contest__state__in=PAST, contest__voided_at__isnull=True)
        .select_related("contest", "group")
        .order_by("-contest__begins", "-pk")
    )
    judged: dict[Identity, list[Judge]] = {}
    for row in rows:
        judged.setdefault(_identity(row), []).append(row)
    told = _told({row.pk: row for each in judged.values() for row in each})
    return [
        _one(row, [told[each.pk] for each in judged.get(identity, [])])
        for identity, row in known.items()
    ]


def _one(row: Judge, contests: list[JudgedContest]) -> JudgeHistory:
    measured = [
        (each.severity, each.se)
        for each in contests
        if each.severity is not None and each.se is not None
    ]
    agreed = [(each.agreement, each.entries) for each in contests if each.agreement is not None]
    counted = sum(count for _value, count in agreed)
    return JudgeHistory(
        judge_id=row.pk,
        name=row.name,
        work_text=row.work_text,
        contests=tuple(contests),
        severity=pooled(measured),
        agreement=sum(v * n for v, n in agreed) / counted if counted else None,
        entries=sum(each.entries for each in contests),
        competed=sum(each.competed for each in contests),
        hard=sum(each.hard for each in contests),
        recused=sum(each.recused for each in contests),
    )


def _told(judges: Mapping[int, Judge]) -> dict[int, JudgedContest]:
    contests = {row.contest_id for row in judges.values()}
    newest: dict[int, tuple[Computation, Mapping[str, Any]]] = {}
    tables = Tables.objects.filter(
        computation__contest_id__in=contests, computation__stage__isnull=True,
        state=TablesState.DONE,
    )  # fmt: skip
    for kept in tables.select_related("computation").order_by("computation__number"):
        newest[kept.computation.contest_id] = (kept.computation, kept.content)
    competed = _counts(
        Entry.objects.standing().filter(contest_id__in=contests, plate_no__isnull=False),
        "contest_id",
    )
    hard = _counts(
        Conflict.objects.filter(judge__in=judges, severity=Severity.HARD), "judge_id", "entry_id"
    )
    given = Assignment.objects.filter(judge__in=judges)
    recused = _counts(given.filter(state=AssignmentState.RECUSED), "judge_id", "entry_id")
    marked = _counts(given.filter(sheet__state="signed"), "judge_id", "entry_id")
    return {
        pk: _in_contest(
            row, newest.get(row.contest_id), marked.get(pk, 0),
            competed.get(row.contest_id, 0), hard.get(pk, 0), recused.get(pk, 0),
        )
        for pk, row in judges.items()
    }  # fmt: skip


def _counts(rows: Any, by: str, of: str = "pk") -> dict[int, int]:
    return dict(
        rows.order_by()
        .values_list(by)
        .annotate(count=Count(of, distinct=True))
        .values_list(by, "count")
    )


def _in_contest(
    row: Judge,
    found: tuple[Computation, Mapping[str, Any]] | None,
    marked: int,
    competed: int,
    hard: int,
    recused: int,
) -> JudgedContest:
    computation, content = found or (None, {})
    judges = (content.get("facets") or {}).get("judges", [])
    own: Mapping[str, Any] = next((one for one in judges if one["judge"] == row.label), {})
    return JudgedContest(
        judge_id=row.pk,
        contest=row.contest.title,
        begins=row.contest.begins,
        label=row.label,
        group=row.group.name,
        state=str(row.get_state_display()),
        computation_id=computation.pk if computation else None,
        severity=own.get("severity"),
        se=own.get("se"),
        infit=own.get("infit"),
        agreement=agreement_with_others(computation.output, row.label) if computation else None,
        entries=marked,
        competed=competed,
        hard=hard,
        recused=recused,
    )
