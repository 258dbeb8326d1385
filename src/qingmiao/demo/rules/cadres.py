"""Who serves in the district: groups of cadres by age and level, as the figures of the speech need them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qingmiao.demo.contracts import Wish
from qingmiao.demo.rules.almanac import EIGHTIES, NINETIES, Almanac
from qingmiao.demo.rules.draw import Draw, later, month, shifted
from qingmiao.demo.rules.schooling import Study, studies
from qingmiao.demo.rules.units import Post, Unit
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import Rank, Sex

SERVING = 1_800
MEN_SERVE_UNTIL, WOMEN_SERVE_UNTIL = 59, 54
VACANT_CHIEFS, VACANT_DEPUTIES = 7, 17


class Group(StrEnum):
    COUNTY = "county"
    NINETIES_CHIEF = "nineties_chief"
    NINETIES_DEPUTY = "nineties_deputy"
    EIGHTIES_CHIEF = "eighties_chief"
    EIGHTIES_DEPUTY = "eighties_deputy"
    OLDER_CHIEF = "older_chief"
    OLDER_DEPUTY = "older_deputy"
    RANKED_YOUNG = "ranked_young"
    RANKED = "ranked"
    STAFF_YOUNG = "staff_young"
    STAFF = "staff"
    FORMER = "former"


NINETIES_GROUPS = (Group.NINETIES_CHIEF, Group.NINETIES_DEPUTY)
CHIEFS = (Group.NINETIES_CHIEF, Group.EIGHTIES_CHIEF, Group.OLDER_CHIEF)
DEPUTIES = (Group.NINETIES_DEPUTY, Group.EIGHTIES_DEPUTY, Group.OLDER_DEPUTY)
BELOW = (Group.STAFF_YOUNG, Group.STAFF)

NINETIES_CHIEFS, NINETIES_DEPUTIES = 4, 62  # F31 = 66, F32 = 4
EIGHTIES_CHIEFS, EIGHTIES_DEPUTIES = 16, 44
RESERVE_A, RESERVE_B = 84, 208  # F09, F10
RESERVE_FROM_NINETIES, RESERVE_FROM_EIGHTIES = 50, 28
YOUNG_STAFF, OTHER_STAFF = 430, 300
FORMER = 110


@dataclass(frozen=True, slots=True)
class Stint:
    """One line of a résumé before it is one. ``ends`` is None while it lasts."""

    begins: date
    ends: date | None
    unit: Unit | None
    post: Post | None
    title: str
    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class Move:
    """An appointment within the four years, as it will be recorded."""

    day: date
    kind: str
    source: str
    frontline: str = ""
    from_kinds: tuple[UnitKind, ...] = ()
    contest: int | None = None
    """Which contest for reserves (0, 1) shortlisted this cadre before."""
    scheme: str = ""
    """Under which specialist scheme this cadre was posted before."""

    @property
    def lifts(self) -> bool:
        return self.kind == "promotion"


@dataclass(slots=True, eq=False)
class Cadre:
    id: int
    group: Group
    name: str
    is_male: bool
    birth: date
    studies: tuple[Study, ...]
    entry: date
    unit: Unit | None = None
    post: Post | None = None
    title: str = ""
    level: Level = Level.CLERK
    rank: Rank = Rank.NONE
    since: date = date.max
    steps: dict[Level, date] = field(default_factory=dict)
    move: Move | None = None
    stints: list[Stint] = field(default_factory=list)
    standing: str = "in_service"
    managed_until: date | None = None
    id_number: str = ""

    @property
    def sex(self) -> Sex:
        return Sex.MALE if self.is_male else Sex.FEMALE

    @property
    def is_leader(self) -> bool:
        return self.level <= Level.SECTION_DEPUTY

    @property
    def home(self) -> Unit:
        """The unit; every cadre has one once seats are taken."""
        if self.unit is None:
            raise LookupError(f"cadre {self.id} has no unit yet")
        return self.unit

    def age(self, on: date) -> int:
        return on.year - self.birth.year - (on.month < self.birth.month)


def _births(draw: Draw, first: date, last: date, *, older: float = 1.0) -> date:
    """A birth day between; ``older`` above 1 leans towards the early end."""
    share = draw.random() ** older
    return later(first, int((last - first).days * share))


def _old_limit(on: date, *, is_male: bool) -> date:
    return shifted(on, -12 * (MEN_SERVE_UNTIL if is_male else WOMEN_SERVE_UNTIL) - 11)


def plan_groups(
    wish: Wish, almanac: Almanac, *, chiefs: int, deputies: int, county: int
) -> list[tuple[Group, bool, date]]:
    """Group, sex and birth of everybody, present and former. Sizes depend on the posts there are."""
    draw = Draw(wish.seed, wish.day, "cohorts")
    drawn: list[tuple[Group, bool, date]] = []

    def some(
        group: Group, count: int, first: date | None, last: date, *, men: float, older: float = 1
    ) -> None:
        for _ in range(count):
            is_male = draw.chance(men)
            begins = first or _old_limit(wish.day, is_male=is_male)
            drawn.append((group, is_male, _births(draw, begins, last, older=older)))

    limit, day = almanac.youngest_limit, wish.day
    last_90 = shifted(day, -12 * 28)
    some(Group.COUNTY, county, shifted(day, -12 * 57), shifted(day, -12 * 46), men=1)
    some(Group.NINETIES_CHIEF, NINETIES_CHIEFS, NINETIES, date(1991, 6, 30), men=0.7)
    some(Group.NINETIES_DEPUTY, NINETIES_DEPUTIES, NINETIES, last_90, men=0.6, older=1.1)
    some(Group.EIGHTIES_CHIEF, EIGHTIES_CHIEFS, EIGHTIES, date(1987, 6, 30), men=0.7)
    some(Group.EIGHTIES_DEPUTY, EIGHTIES_DEPUTIES, EIGHTIES, date(1989, 12, 31), men=0.62)
    before = later(EIGHTIES, -1)
    older_chiefs = chiefs - VACANT_CHIEFS - NINETIES_CHIEFS - EIGHTIES_CHIEFS
    older_deputies = deputies - VACANT_DEPUTIES - NINETIES_DEPUTIES - EIGHTIES_DEPUTIES
    some(Group.OLDER_CHIEF, older_chiefs, None, min(before, shifted(day, -12 * 40)), men=0.76)
    some(Group.OLDER_DEPUTY, older_deputies, None, before, men=0.66)
    ranked_young = RESERVE_A - sum(_reserve_leaders(drawn, limit))
    if limit < shifted(NINETIES, -6):
        some(Group.RANKED_YOUNG, ranked_young, limit, later(NINETIES, -1), men=0.55)
    else:
        some(Group.RANKED_YOUNG, ranked_young, limit, shifted(limit, 48), men=0.55)
    some(Group.STAFF_YOUNG, YOUNG_STAFF, limit, shifted(day, -12 * 23), men=0.55)
    oldest_ranked = later(min(limit, NINETIES), -1)
    some(Group.STAFF, OTHER_STAFF, None, later(limit, -1), men=0.58, older=0.8)
    some(Group.RANKED, SERVING - len(drawn), None, oldest_ranked, men=0.62)
    some(Group.FORMER, FORMER // 2, shifted(day, -12 * 63), shifted(day, -12 * 60), men=1)
    some(Group.FORMER, FORMER // 4, shifted(day, -12 * 58), shifted(day, -12 * 55), men=0)
    some(Group.FORMER, FORMER // 4, shifted(day, -12 * 52), shifted(day, -12 * 33), men=0.6)
    return drawn


def _reserve_leaders(drawn: list[tuple[Group, bool, date]], limit: date) -> tuple[int, int]:
    """How many members of the reserve's upper tier hold a leading post, by cohort."""
    nineties = sum(1 for g, _, birth in drawn if g in NINETIES_GROUPS and birth >= limit)
    eighties = sum(
        1 for g, _, birth in drawn
        if g in (Group.EIGHTIES_CHIEF, Group.EIGHTIES_DEPUTY) and birth >= limit
    )  # fmt: skip
    return min(nineties, RESERVE_FROM_NINETIES), min(eighties, RESERVE_FROM_EIGHTIES)


def cadre(
    draw: Draw, number: int, group: Group, name: str, *, is_male: bool, birth: date, day: date
) -> Cadre:
    """Somebody with schooling behind and a first working day, and no post yet."""
    taught = studies(draw, birth=birth, day=day)
    full_time = [study for study in taught if study.is_full_time]
    entry = month(full_time[-1].ends)
    return Cadre(number, group, name, is_male, birth, taught, entry)
