"""The stage on which records are made: who was where on which day, and how a record is written down."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from qingmiao.demo.contracts import Book, Wish
from qingmiao.demo.rules.almanac import Almanac
from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.draw import Draw
from qingmiao.demo.rules.people import People
from qingmiao.demo.rules.units import Tree, Unit
from qingmiao.evidence.enums import Dimension, Polarity, Secrecy, SourceKind

CHINA = ZoneInfo("Asia/Shanghai")
CLOSING_TIME = time(17, 30)
YOUNG_UNTIL = 40


class Scene:
    def __init__(
        self,
        *,
        book: Book,
        wish: Wish,
        almanac: Almanac,
        tree: Tree,
        people: People,
        codes: Mapping[tuple[str, str], int],
    ) -> None:
        self.book, self.wish, self.almanac = book, wish, almanac
        self.tree, self.people, self.codes = tree, people, codes
        self.day = wish.day
        self.serving = people.serving
        self.young = [c for c in self.serving if c.age(wish.day) <= YOUNG_UNTIL]
        self.in_unit: dict[int, list[Cadre]] = {}
        for cadre in self.serving:
            self.in_unit.setdefault(cadre.home.id, []).append(cadre)
        self.county = people.of(Group.COUNTY)

    def draw(self, matter: str) -> Draw:
        return Draw(self.wish.seed, self.wish.day, matter)

    # ------------------------------------------------------------ who, where
    def working(self, cadres: Iterable[Cadre], on: date) -> list[Cadre]:
        """Those who had begun to work at least a month before."""
        return [c for c in cadres if c.entry <= on - timedelta(days=31)]

    def unit_on(self, cadre: Cadre, on: date) -> Unit:
        """Where somebody worked on a day; the present unit where the résumé names none."""
        for stint in cadre.stints:
            if stint.begins <= on and (stint.ends is None or on < stint.ends):
                return stint.unit or cadre.home
        return cadre.home

    def chief_of(self, unit: Unit) -> Cadre | None:
        """The first by post of a unit, as known today."""
        holders = [c for c in self.in_unit.get(unit.id, []) if c.post and c.is_leader]
        return min(holders, key=lambda c: c.post.sort_no if c.post else 0, default=None)

    def leaders_of(self, unit: Unit) -> list[Cadre]:
        return [c for c in self.in_unit.get(unit.id, []) if c.is_leader]

    # ------------------------------------------------------------ what is written
    def record(self, table: str, on: date, **row: Any) -> int:
        """A record of a room, entered within two days of what it tells, never after the demo day."""
        number = len(self.book.rows(table))
        entered = min(on + timedelta(days=number % 3), self.day)
        at = datetime.combine(entered, CLOSING_TIME, CHINA) - timedelta(minutes=number * 7 % 480)
        return self.book.add(table, entered_at=at, **row)

    def find(
        self,
        demand_id: int,
        cadre: Cadre,
        *,
        found_by: str,
        on: date,
        text: str,
        origin: tuple[str, int] | None = None,
    ) -> None:
        """Somebody found for a demand, as the room of the origin tells it."""
        kind, pk = origin or ("", None)
        self.book.add(
            "demands.discovery", demand_id=demand_id, person_id=cadre.id, found_by=found_by,
            found_on=on, text=text, origin_kind=kind, origin_id=pk, noted_by="演示数据",
        )  # fmt: skip

    def claim(
        self,
        *,
        cadre: Cadre,
        dimension: Dimension,
        text: str,
        kind: SourceKind,
        name: str,
        on: date,
        origin: tuple[str, int],
        polarity: Polarity = Polarity.FOR,
        source: Cadre | None = None,
        unit: Unit | None = None,
        is_direct: bool = True,
        verified_by: str = "",
        secrecy: Secrecy = Secrecy.DEPARTMENT,
    ) -> int:
        """One piece of evidence, as the room of its origin contributes it."""
        return self.book.add(
            "evidence.evidence",
            person_id=cadre.id,
            dimension=dimension.value,
            claim=text,
            polarity=polarity.value,
            source_kind=kind.value,
            source_person_id=source.id if source else None,
            source_name=name,
            source_unit_id=unit.id if unit else None,
            happened_on=on,
            is_direct=is_direct,
            verified_by=verified_by,
            secrecy=secrecy.value,
            origin_kind=origin[0],
            origin_id=origin[1],
            contributed_at=datetime.combine(on, CLOSING_TIME, CHINA),
        )
