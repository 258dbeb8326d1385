"""A team counted item by item, today and ahead. Pure: members, goals and days in, tallies out."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.kernel.periods import age_on, union_months
from qingmiao.people.dossiers.rules.present import is_party_member
from qingmiao.rulebook.engine import Articles, NotInForce
from qingmiao.selection.demands.contracts import HORIZONS, Goal, Line, Member, Tally
from qingmiao.selection.demands.enums import TargetItem


def month_ahead(day: date, months: int) -> date:
    """The same day number so many months later; a month too short for it ends on its last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(day.day, last))


def term_of(*, since: date | None, on: date, years: int, most: int) -> tuple[date | None, bool]:
    """The next end of a term (任期届满) after the day, and whether no further term may follow.

    Whoever serves on beyond the last term keeps the day on which that ended.
    """
    if since is None:
        return None, False
    for number in range(1, most + 1):
        ends = month_ahead(since, number * years * 12)
        if ends > on or number == most:
            return ends, number == most
    return None, False


def term_under(articles: Articles, *, since: date | None, on: date) -> tuple[date | None, bool]:
    """The same by the articles of a day; where they say nothing no term ends."""
    try:
        years, most = articles["years"].value, articles["terms_in_a_row"].value
    except NotInForce:
        return None, False
    return term_of(since=since, on=on, years=years, most=most)


def stays(member: Member, *, months: int, day: date, is_renewed: bool) -> bool:
    """Whether somebody still counts that day. On the as-of day everybody does who is in post."""
    if months == 0:
        return True
    if member.gone <= day:
        return False
    if member.term_ends is None or member.term_ends > day:
        return True
    return is_renewed and not member.is_last_term


def fits(member: Member, goal: Goal, *, on: date, non_party: frozenset[str]) -> bool:
    """Whether somebody counts for the item on the day."""
    match goal.item:
        case TargetItem.AGE:
            age = age_on(birth=member.birth, on=on)
            return (goal.age_from or 0) <= age <= (goal.age_to or 999)
        case TargetItem.FEMALE:
            return member.sex == "2"
        case TargetItem.NON_PARTY:
            return member.face in non_party or _joined_later(member, on)
        case TargetItem.MAJOR:
            return any(word in major for word in goal.words for major in member.majors)
        case _:
            return township_months(member, on=on) >= goal.months


def _joined_later(member: Member, on: date) -> bool:
    joined = member.party_joined
    return is_party_member(member.face) and joined is not None and joined > on


def township_months(member: Member, *, on: date) -> int:
    """Months worked in townships and subdistricts up to the day, overlaps counted once."""
    begun = [(begins, ends) for begins, ends in member.township if begins <= on]
    return union_months(begun, on=on)


def people_of(goal: Goal, *, slots: int) -> tuple[int | None, int | None]:
    """The band in people. A share is of the slots (职数), rounded up below and down above, so that
    somebody who leaves never lowers what is wanted.
    """
    if not goal.is_share:
        return goal.least, goal.most
    least = None if goal.least is None else -(-slots * goal.least // 100)
    most = None if goal.most is None else slots * goal.most // 100
    return least, most


def remaining(members: Sequence[Member], *, on: date, is_renewed: bool) -> tuple[Tally, ...]:
    """Who is still on the team today and ahead; nobody who might come is counted."""
    found = []
    for months in HORIZONS:
        day = month_ahead(on, months)
        ids = tuple(
            member.person_id
            for member in members
            if stays(member, months=months, day=day, is_renewed=is_renewed)
        )
        found.append(Tally(months=months, on=day, person_ids=ids))
    return tuple(found)


def line_of(
    goal: Goal,
    members: Sequence[Member],
    *,
    slots: int,
    left: Iterable[Tally],
    non_party: frozenset[str],
    demand_id: int | None = None,
) -> Line:
    """The item counted on every day of the forecast, against its band."""
    least, most = people_of(goal, slots=slots)
    tallies = []
    for tally in left:
        still = set(tally.person_ids)
        ids = tuple(
            member.person_id
            for member in members
            if member.person_id in still and fits(member, goal, on=tally.on, non_party=non_party)
        )
        tallies.append(
            Tally(
                months=tally.months,
                on=tally.on,
                person_ids=ids,
                short=max(0, (least or 0) - len(ids)),
                over=0 if most is None else max(0, len(ids) - most),
            )
        )
    return Line(
        goal=goal,
        label=label_of(goal),
        least=least,
        most=most,
        tallies=tuple(tallies),
        demand_id=demand_id,
    )


def label_of(goal: Goal) -> str:
    """The item in words, as lists and demands name it."""
    match goal.item:
        case TargetItem.AGE if goal.age_from and goal.age_to:
            return _("%(low)d–%(high)d 岁") % {"low": goal.age_from, "high": goal.age_to}
        case TargetItem.AGE if goal.age_to:
            return _("%(age)d 岁以下") % {"age": goal.age_to}
        case TargetItem.AGE:
            return _("%(age)d 岁以上") % {"age": goal.age_from or 0}
        case TargetItem.MAJOR:
            return _("%(major)s专业") % {"major": goal.major}
        case TargetItem.TOWNSHIP:
            return _("乡镇（街道）经历满 %(months)d 个月") % {"months": goal.months}
        case _:
            return str(TargetItem(goal.item).label)
