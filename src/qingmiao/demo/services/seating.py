"""Which demo account sits where: people of the invented district, but for the three administrators."""

from collections.abc import Callable, Iterable

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.demo.contracts import Row
from qingmiao.demo.rules.almanac import YOUNG
from qingmiao.demo.rules.cadres import BELOW, Cadre, Group
from qingmiao.demo.rules.district import District
from qingmiao.demo.rules.draw import later
from qingmiao.demo.services.accounts import DISTRICT, OWN, Reach, Seat
from qingmiao.orgs.enums import Level, Principal, UnitKind

IN_POST = 365
"""Days somebody has held the present post before they would nominate themselves."""
TOWNSHIP_SEGMENT = 3
FIRST_CAMPAIGN = 1  # 正作风、提精神、鼓士气


class Seating:
    """Gives every role to somebody whom it fits, nobody twice."""

    def __init__(self, district: District) -> None:
        self.district, self.book = district, district.book
        self.by_id = {cadre.id: cadre for cadre in district.people.serving}
        self.taken: set[int] = set()

    def seats(self) -> list[Seat]:
        return [
            *self._department(),
            *self._units(),
            *self._contest(),
            *self._development(),
            *self._care(),
            *(Seat(role=role) for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
        ]

    # ------------------------------------------------------------ finding people
    def _one(self, fits: Iterable[Cadre], wanted: Callable[[Cadre], bool] = bool) -> Cadre:
        found = next(cadre for cadre in fits if cadre.id not in self.taken and wanted(cadre))
        self.taken.add(found.id)
        return found

    def _in(self, short: str) -> list[Cadre]:
        return [c for c in self.by_id.values() if c.home.short == short]

    def _who(self, rows: Iterable[Row], field: str = "person_id") -> list[Cadre]:
        return [self.by_id[row[field]] for row in rows if row[field] in self.by_id]

    def _seat(self, role: Role, cadre: Cadre, reaches: tuple[Reach, ...] = DISTRICT) -> Seat:
        return Seat(
            role=role, reaches=reaches, person_id=cadre.id, name=cadre.name, home_id=cadre.home.id
        )

    def _matter(self, kind: ScopeKind, number: int) -> tuple[Reach, ...]:
        return (Reach(scope_kind=kind, scope_id=number),)

    def _sees_the_whole_reserve(self, cadre: Cadre) -> bool:
        """Nobody sees the own membership or that of kin: such a reader counts one fewer than the speech."""
        ties = ((tie["person_id"], tie["kin_id"]) for tie in self.book.rows("access.kintie"))
        close = {one for tie in ties if cadre.id in tie for one in tie} | {cadre.id}
        return not any(row["person_id"] in close for row in self.book.rows("pool.membership"))

    # ------------------------------------------------------------ the roles
    def _department(self) -> list[Seat]:
        own = [cadre for cadre in self._in("区委组织部") if self._sees_the_whole_reserve(cadre)]
        leaders = [c for c in self.by_id.values() if c.group == Group.COUNTY]
        return [
            self._seat(
                Role.DEPARTMENT_LEADER, self._one(own, lambda c: c.level == Level.COUNTY_DEPUTY)
            ),
            *self._liaisons(),
            self._seat(Role.OFFICER, self._one(own, lambda c: not c.is_leader)),
            self._seat(
                Role.DISTRICT_LEADER, self._one(leaders, lambda c: c.home.kind == UnitKind.DISTRICT)
            ),
        ]

    def _liaisons(self) -> list[Seat]:
        """Those of the townships: each for the units that are theirs."""
        rows = [
            row
            for row in self.book.rows("visits.liaison")
            if row["segment_id"] == TOWNSHIP_SEGMENT and row["ends"] is None
        ]
        points = [row for row in rows if row["level"] == "point"]
        head = self._one(self._who(row for row in rows if row["level"] == "segment"))
        leader = self._one(self._who(row for row in rows if row["level"] == "group"))
        point = self._one(self._who(points))
        everywhere = {row["unit_id"] for row in points}
        segment = Reach(scope_kind=ScopeKind.SEGMENT, scope_id=TOWNSHIP_SEGMENT)
        return [
            self._seat(Role.SEGMENT_HEAD, head, (segment, *self._contacts(head, everywhere))),
            self._seat(Role.GROUP_HEAD, leader, self._contacts(leader, everywhere)),
            self._seat(Role.POINT_HEAD, point, self._contacts(point, set())),
        ]

    def _contacts(self, cadre: Cadre, below: set[int]) -> tuple[Reach, ...]:
        """The units below somebody, and every point of their own, of whatever segment."""
        own = {
            row["unit_id"]
            for row in self.book.rows("visits.liaison")
            if row["person_id"] == cadre.id and row["level"] == "point" and row["ends"] is None
        }
        return tuple(Reach(unit_id=unit_id) for unit_id in sorted(below | own))

    def _units(self) -> list[Seat]:
        town = self.district.tree.of(UnitKind.TOWNSHIP)[0]
        here = (Reach(unit_id=town.id),)
        people = self._in(town.short)
        first = self._one(people, lambda c: bool(c.post and c.post.principal == Principal.PARTY))
        organizer = self._one(people, lambda c: c.title.endswith("组织委员") or c.group in BELOW)
        return [
            self._seat(Role.UNIT_SECRETARY, first, here),
            self._seat(Role.UNIT_ORGANIZER, organizer, here),
        ]

    def _contest(self) -> list[Seat]:
        contest = [r for r in self.book.rows("contests.contest") if r["kind"] == "reserves"][-1]
        scope = self._matter(ScopeKind.CONTEST, contest["id"])
        judges = [c for c in self.by_id.values() if c.group == Group.OLDER_CHIEF]
        return [
            self._seat(Role.JUDGE, self._one(judges), scope),
            self._seat(Role.CONTEST_SECRETARY, self._one(self._in("区委组织部")), scope),
            self._seat(Role.CONTEST_SUPERVISOR, self._one(self._in("区纪委监委机关")), scope),
        ]

    def _development(self) -> list[Seat]:
        book, day = self.book, self.district.wish.day
        mentors = self._who(reversed(book.rows("mentoring.mentorship")), "mentor_id")
        committee = [c for c in mentors if c.group == Group.COUNTY]
        posted = next(
            row for row in reversed(book.rows("postings.posting"))
            if row["place"] and self.district.tree.units[row["host_unit_id"] - 1].kind == UnitKind.PARK
        )  # fmt: skip
        host = self.district.tree.units[posted["host_unit_id"] - 1]
        classes = [r for r in book.rows("courses.trainingclass") if r["state"] != "planned"]
        newest = max(classes, key=lambda row: row["begins"])
        duty = next(
            row for row in reversed(book.rows("blocks.duty"))
            if row["ends"] is None and row["person_id"] not in self.taken and row["begins"] <= day
        )  # fmt: skip
        return [
            self._seat(Role.MENTOR, self._one(committee), OWN),
            self._seat(Role.HOST_HEAD, self._one(self._in(host.short)), (Reach(unit_id=host.id),)),
            self._seat(
                Role.CLASS_TEACHER,
                self._one(self._in("区委党校")),
                self._matter(ScopeKind.CLASS, newest["id"]),
            ),
            self._seat(Role.LECTURER, self._one(self.district.lecturers), OWN),
            self._seat(
                Role.BLOCK_HEAD,
                self._one(self._who([duty])),
                self._matter(ScopeKind.BLOCK, duty["block_id"]),
            ),
        ]

    def _care(self) -> list[Seat]:
        discipline = self._in("区纪委监委机关")
        town = self.district.tree.of(UnitKind.TOWNSHIP)[0]
        people, day = self._in(town.short), self.district.wish.day
        settled = [c for c in people if c.age(day) <= YOUNG and c.since <= later(day, -IN_POST)]
        entered = {
            row["person_id"]
            for row in self.book.rows("contests.entry")
            if row.get("number") and row.get("plate_no")
        }
        competing = [c for c in settled if c.id in entered and c.id not in self.taken]
        return [
            self._seat(
                Role.INSPECTOR,
                self._one(discipline),
                self._matter(ScopeKind.CAMPAIGN, FIRST_CAMPAIGN),
            ),
            self._seat(Role.DISCIPLINE_LIAISON, self._one(discipline)),
            self._seat(Role.APARTMENT_WARDEN, self._one(self._in("区住房和城乡建设局"))),
            self._seat(Role.CHILDCARE_WARDEN, self._one(self._in("区妇联"))),
            self._seat(Role.CADRE, self._one(competing or settled or people), OWN),
        ]


def seats(district: District) -> list[Seat]:
    return Seating(district).seats()
