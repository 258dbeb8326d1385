"""How high a level evidence carries, what is missing, and which way plans and goals may go.

Nothing a person says of themselves counts, and no sum is formed of a person.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.plans.contracts import ClaimFacts, Evidenced
from qingmiao.cultivation.plans.enums import TOP_LEVEL, GoalState, PlanState
from qingmiao.evidence.enums import SourceKind
from qingmiao.rulebook.engine import Articles

CHECKED_BY_THEIR_ROOM = frozenset({
    SourceKind.CONTEST, SourceKind.OBSERVATION, SourceKind.TRAINING, SourceKind.LECTURE,
    SourceKind.CAMPAIGN, SourceKind.HOST, SourceKind.RESIDENT, SourceKind.COMMENDATION,
    SourceKind.APPRAISAL, SourceKind.APPOINTMENT, SourceKind.INSPECTION,
})  # fmt: skip
"""Kinds that exist only after somebody beside the person confirmed them; the word of others needs a verifier."""


def counts(claim: ClaimFacts, *, since: date) -> bool:
    """Verified, not by oneself, speaking for, and not too old."""
    is_checked = bool(claim.verified_by) or claim.kind in CHECKED_BY_THEIR_ROOM
    return is_checked and not claim.is_by_oneself and claim.is_for and claim.happened_on >= since


def evidenced(
    claims: Iterable[ClaimFacts], *, since: date, kinds_for: Mapping[int, int]
) -> Evidenced:
    """The highest level for which enough independent kinds of source speak. Adding a claim never lowers it."""
    rows = list(claims)
    good = [each for each in rows if counts(each, since=since)]
    kinds = len({each.kind for each in good})
    level = max((lv for lv, least in kinds_for.items() if kinds >= least), default=0)
    return Evidenced(
        level=level,
        kinds=kinds,
        counted=len(good),
        left_out=len(rows) - len(good),
        against=sum(each.is_against for each in rows),
    )


def gap(*, required: int, level: int) -> int:
    return max(required - level, 0)


def kinds_for(articles: Articles) -> dict[int, int]:
    """How many kinds of source each level asks for, by the articles of a day."""
    return {
        level: int(articles[f"kinds_for_level_{level}"].value) for level in range(1, TOP_LEVEL + 1)
    }


def month_before(on: date, months: int) -> date:
    """The same day so many months earlier, or the last there is."""
    index = on.year * 12 + on.month - 1 - months
    year, month = index // 12, index % 12 + 1
    for day in range(on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(on.day, 28))


def gates_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


WAYS: dict[str, frozenset[str]] = {
    PlanState.DRAFT: frozenset({PlanState.ACTIVE, PlanState.STOPPED}),
    PlanState.ACTIVE: frozenset({PlanState.COMPLETED, PlanState.STOPPED}),
    PlanState.COMPLETED: frozenset(),
    PlanState.STOPPED: frozenset(),
}


def flaws_of_step(
    *,
    old: str,
    new: str,
    has_unit_review: bool,
    needs_mentor: bool,
    has_mentor: bool,
    open_goals: int,
) -> Iterator[str]:
    if new not in WAYS[old]:
        yield _("培养计划不能这样办理，可能他人刚刚办理过")
    if new == PlanState.ACTIVE and not has_unit_review:
        yield _("单位评议之后才能同意执行")
    if new == PlanState.ACTIVE and needs_mentor and not has_mentor:
        yield _("按模板须配导师，请先填写导师")
    if new == PlanState.COMPLETED and open_goals:
        yield _("还有 %(count)d 项目标、关口没有核验") % {"count": open_goals}


def flaws_of_plan(
    *, begins: date, from_: date, until: date | None, is_retired: bool
) -> Iterator[str]:
    if begins < from_ or (until is not None and begins >= until):
        yield _("该模板在开始日期还没有施行或已经停用")
    if is_retired:
        yield _("该同志已不在职")


def flaws_of_goal_step(*, state: str, wanted: str) -> Iterator[str]:
    if state != wanted:
        yield _("目标已经办理过，请刷新页面")


def flaws_of_due(*, due_on: date, begins: date, ends: date) -> Iterator[str]:
    if not begins <= due_on <= ends:
        yield _("完成时限须在计划期间内")


def is_late(*, state: str, due_on: date, on: date) -> bool:
    return state == GoalState.DOING and due_on < on
