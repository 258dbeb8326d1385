"""选 · 日常调研: segments with their heads, four years of visits, and the leads they brought home."""

from datetime import date, datetime, timedelta

from qingmiao.demo.rules.cadres import BELOW, Cadre
from qingmiao.demo.rules.demanding import open_demands
from qingmiao.demo.rules.draw import later, month
from qingmiao.demo.rules.phrases import BEHAVIOUR, PURPOSES, SEEN_AT_WORK, SUMMARIES, TOLD_BY
from qingmiao.demo.rules.scene import CHINA, CLOSING_TIME, Scene
from qingmiao.demo.rules.talking import Talks
from qingmiao.demo.rules.units import Unit
from qingmiao.evidence.enums import SourceKind
from qingmiao.orgs.enums import Level, UnitKind

SEGMENTS = (
    ("党群片", (UnitKind.PARTY, UnitKind.ASSEMBLY, UnitKind.MASS)),
    ("政府部门片", (UnitKind.GOVERNMENT,)),
    ("乡镇片", (UnitKind.TOWNSHIP,)),
    ("街道园区片", (UnitKind.SUBDISTRICT, UnitKind.PARK)),
    ("企事业片", (UnitKind.ENTERPRISE, UnitKind.INSTITUTION)),
)
VISITS, LEADS = 612, 254
OUTCOMES = {
    "new": "", "verified": "已向分管领导核实，情况属实", "merged": "已向本人和分管领导核实，情况属实",
    "dropped": "核实后与实际不符",
}  # fmt: skip
GROUP_SIZE = 12


class Rounds:
    """Who looks after which units, and the visits that follow from it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.draw, self.talks = scene, scene.draw("visits"), Talks(scene)
        self.keeper: dict[int, tuple[int, Cadre, date]] = {}
        """By unit: its segment, the cadre who keeps contact with it, and since when."""
        self.chief: dict[int, tuple[Cadre, date]] = {}
        """By unit: the head of its group, who confirms, and since when."""

    def make(self) -> None:
        self._divide()
        self._visit()
        self._plan()

    def _divide(self) -> None:
        scene = self.scene
        own = [
            c
            for c in scene.in_unit[scene.tree.called("区委组织部").id]
            if c.level != Level.COUNTY_DEPUTY
        ]
        heads = sorted((c for c in own if c.is_leader), key=lambda c: c.level)
        points = sorted((c for c in own if not c.is_leader), key=lambda c: (c.since, c.id))
        founded = scene.almanac.begins
        for number, (name, kinds) in enumerate(SEGMENTS):
            segment = scene.record(
                "visits.segment",
                founded,
                name=name,
                sort_no=(number + 1) * 10,
                begins=founded,
                ends=None,
            )
            head = heads[number % len(heads)]
            self._liaison(segment, "segment", head, "", None)
            units = scene.tree.of(*kinds)
            for first in range(0, len(units), GROUP_SIZE):
                group = f"{name[:-1]}第{'一二三四五六七'[first // GROUP_SIZE]}组"
                crew = [
                    points[(number * 5 + first // GROUP_SIZE * 2 + i) % len(points)]
                    for i in range(3)
                ]
                chosen = self._liaison(segment, "group", crew[0], group, None)
                for index, unit in enumerate(units[first : first + GROUP_SIZE]):
                    point = crew[1 + index % 2]
                    since = self._liaison(segment, "point", point, group, unit)
                    self.keeper[unit.id] = (segment, point, since)
                    self.chief[unit.id] = (crew[0], chosen)
                    if since > founded:
                        self._predecessor(segment, group, unit, points, since)

    def _liaison(
        self, segment: int, level: str, cadre: Cadre, group: str, unit: Unit | None
    ) -> date:
        begins = max(self.scene.almanac.begins, month(cadre.since))
        self.scene.record(
            "visits.liaison", begins, segment_id=segment, level=level, group_name=group,
            unit_id=unit.id if unit else None, person_id=cadre.id, begins=begins, ends=None,
        )  # fmt: skip
        return begins

    def _predecessor(
        self, segment: int, group: str, unit: Unit, points: list[Cadre], until: date
    ) -> None:
        """Whoever kept contact before and handed over; the oldest hands of the department."""
        founded = self.scene.almanac.begins
        before = [c for c in points if month(c.since) <= founded]
        if before:
            self.scene.record(
                "visits.liaison", founded, segment_id=segment, level="point", group_name=group,
                unit_id=unit.id, person_id=before[unit.id % len(before)].id, begins=founded,
                ends=until,
            )  # fmt: skip

    def _visit(self) -> None:
        scene, seen = self.scene, set[tuple[int, int, date]]()
        units = [u for u in scene.tree.units if u.id in self.keeper]
        days = sorted(self.draw.workday(scene.almanac.begins, scene.day) for _ in range(VISITS))
        lead_at = set(self.draw.sample(range(VISITS), LEADS))
        for number, held_on in enumerate(days):
            unit = (
                units[number % len(units)] if number < len(units) * 2 else self.draw.choice(units)
            )
            segment, keeper, since = self.keeper[unit.id]
            if since > held_on:
                keeper = self._stand_in(held_on)
            if (unit.id, keeper.id, held_on) in seen:
                held_on -= timedelta(days=1)
            seen.add((unit.id, keeper.id, held_on))
            is_recent = held_on > scene.day - timedelta(days=40)
            state = self.draw.choice(("recorded", "confirmed")) if is_recent else "closed"
            visit = scene.record(
                "visits.visit", held_on, unit_id=unit.id, segment_id=segment, visitor_id=keeper.id,
                held_on=held_on, purpose=self.draw.choice(PURPOSES),
                demand_id=self._cited(number, held_on), talked_with=self.draw.randint(3, 16), summary=self.draw.choice(SUMMARIES),
                state=state, confirmed_by_id=self._confirmer(unit, keeper, held_on, state),
            )  # fmt: skip
            lead = self._lead(visit, unit, held_on) if number in lead_at else None
            self.talks.note(visit, unit, held_on, lead)

    def _cited(self, number: int, on: date) -> int | None:
        """Every other visit goes out for a demand, while there is one."""
        rows = open_demands(self.scene, on)
        return rows[number // 2 % len(rows)]["id"] if rows and number % 2 else None

    def _confirmer(self, unit: Unit, visitor: Cadre, on: date, state: str) -> int | None:
        chief, since = self.chief[unit.id]
        confirms = state != "recorded" and since <= on and chief.id != visitor.id
        return chief.id if confirms else None

    def _plan(self) -> None:
        """What lies ahead, and what somebody is at today."""
        draw, day = self.scene.draw("plans"), self.scene.day
        for index, unit in enumerate(u for u in self.scene.tree.units if u.id in self.keeper):
            segment, keeper, since = self.keeper[unit.id]
            if index % 7 != 2 or since > day:  # one unit in seven
                continue
            is_today = index % 21 == 2  # and of these one in three
            ahead = draw.workday(later(day, 3), later(day, 24))
            self.scene.record(
                "visits.visit", day, unit_id=unit.id, segment_id=segment, visitor_id=keeper.id,
                held_on=day if is_today else ahead, purpose=draw.choice(PURPOSES), talked_with=0,
                summary="", state="under_way" if is_today else "planned",
            )  # fmt: skip

    def _answered(self, on: date) -> datetime:
        """Within a week, and never after the demo day."""
        day = min(later(on, 6), self.scene.day)
        return datetime.combine(day, CLOSING_TIME, CHINA)

    def _stand_in(self, on: date) -> Cadre:
        """Before today's contact there was another of the department."""
        own = [c for _, c, since in self.keeper.values() if since <= on]
        return self.draw.choice(own) if own else next(iter(self.keeper.values()))[1]

    def _lead(self, visit: int, unit: Unit, on: date) -> int | None:
        scene, draw = self.scene, self.draw
        here = scene.working(scene.in_unit.get(unit.id, []), on)
        young = [c for c in here if c.age(on) <= 38 and (c.group in BELOW or c.move)] or here
        if not young:
            return None
        cadre, dimension = draw.choice(young), draw.choice(SEEN_AT_WORK)
        is_recent = on > scene.day - timedelta(days=60)
        state = draw.weighted(
            (("new", 4), ("verified", 2))
            if is_recent
            else (("merged", 7), ("verified", 1), ("dropped", 2))
        )
        behaviour, told_by = draw.choice(BEHAVIOUR[dimension]), draw.choice(TOLD_BY)
        is_direct = draw.chance(0.75)
        lead = scene.record(
            "visits.lead", on, visit_id=visit, unit_id=unit.id, name=cadre.name,
            person_id=cadre.id if state in ("merged", "verified") else None,
            found_on=on, dimension=dimension.value, behaviour=behaviour, told_by=told_by,
            is_direct=is_direct, state=state,
            outcome=OUTCOMES[state],
            verified_by="" if state == "new" else "演示区委组织部干部科",
            verified_at=None if state == "new" else self._answered(on),
        )  # fmt: skip
        if state == "merged":
            scene.claim(
                cadre=cadre, dimension=dimension, text=behaviour, kind=SourceKind.VISIT,
                name=told_by, on=on, origin=("visits.lead", lead), unit=unit, is_direct=is_direct,
            )  # fmt: skip
            cited = scene.book.rows("visits.visit")[visit - 1]["demand_id"]
            if cited is not None:
                scene.find(
                    cited, cadre, found_by="visit", on=on, text=f"走访{unit.short}时发现",
                    origin=("visits.lead", lead),
                )  # fmt: skip
        return lead
