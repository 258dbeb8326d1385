"""The reserve pool: 84 members of the upper tier, 208 of the lower, those on the way in, and those who left."""

from dataclasses import dataclass
from datetime import date

from qingmiao.demo.rules.almanac import YOUNG
from qingmiao.demo.rules.cadres import (
    NINETIES_GROUPS,
    RESERVE_A,
    RESERVE_B,
    RESERVE_FROM_EIGHTIES,
    RESERVE_FROM_NINETIES,
    Cadre,
    Group,
)
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.orgs.enums import Level
from qingmiao.selection.contests.rules import rank_band

DEPARTMENT = "区委组织部"
PROPOSED, DELIBERATED, SUSPENDED = 5, 5, 4
LEFT_BY_AGE, LEFT_OTHERWISE = 32, 18
REVIEW_EVERY = 182
ACTIONS = ("visit", "class", "posting", "mentor", "talk", "visit", "review")


@dataclass(frozen=True, slots=True)
class Trace:
    """One earlier record by which somebody had come to notice."""

    channel: str
    on: date
    text: str
    origin: tuple[str, int]


def fill_reserve(scene: Scene) -> None:
    Reserve(scene).fill()


class Reserve:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.draw = scene, scene.draw("reserve")
        self.traces = _traces(scene)
        self.ranks: dict[int, list[date]] = {}
        for row in scene.book.rows("dossiers.levelspell"):
            if row["rank"].startswith(("s", "r")):
                self.ranks.setdefault(row["person_id"], []).append(row["begins"])

    def fill(self) -> None:
        scene, people = self.scene, self.scene.people
        limit = scene.almanac.youngest_limit
        nineties = [c for c in people.of(*NINETIES_GROUPS) if c.birth >= limit][
            :RESERVE_FROM_NINETIES
        ]
        eighties = [
            c for c in people.of(Group.EIGHTIES_CHIEF, Group.EIGHTIES_DEPUTY) if c.birth >= limit
        ][:RESERVE_FROM_EIGHTIES]  # fmt: skip
        upper = nineties + eighties + people.of(Group.RANKED_YOUNG)
        staff = people.of(Group.STAFF_YOUNG)
        staff = sorted(
            scene.working(staff, shifted(scene.day, -8)),
            key=lambda c: -len(self.traces.get(c.id, [])),
        )
        lower, rest = staff[:RESERVE_B], staff[RESERVE_B:]
        if (len(upper), len(lower)) != (RESERVE_A, RESERVE_B):
            raise ValueError(f"the reserve has {len(upper)} and {len(lower)} members")
        for cadre in upper:
            self._upper(cadre)
        for cadre in lower:
            entered = self._entry_day(cadre, scene.almanac.begins)
            self._member(cadre, "B", entered)
        self._on_the_way(rest)
        self._leavers(rest[PROPOSED + DELIBERATED + SUSPENDED :])

    def _entry_day(self, cadre: Cadre, first: date) -> date:
        """After a year of work and the first trace, at the latest three weeks before the demo day."""
        last = later(self.scene.day, -21)
        seen = min((trace.on for trace in self.traces.get(cadre.id, [])), default=first)
        begins = max(first, shifted(cadre.entry, 7), min(later(seen, 10), last))
        return self.draw.workday(min(begins, last), last)

    def _upper(self, cadre: Cadre) -> None:
        scene, first = self.scene, shifted(self.scene.almanac.begins, 2)
        move = cadre.move
        if move and move.lifts and cadre.group == Group.NINETIES_DEPUTY:
            earliest = max(scene.almanac.begins, shifted(cadre.entry, 10))
            if earliest < shifted(move.day, -7):
                entered = self.draw.workday(earliest, shifted(move.day, -6))
                self._gone(cadre, "B", entered, move.day, "appointed")
            first = move.day
        elif cadre.is_leader:
            first = max(first, cadre.steps[Level.SECTION_DEPUTY])
        elif cadre.group == Group.RANKED_YOUNG:
            first = max(first, scene.book.rows("dossiers.person")[cadre.id - 1]["rank_since"])
        last = later(scene.day, -1)
        entered = self.draw.workday(first, min(last, later(first, 60) if move else last))
        self._member(cadre, "A", entered)

    # ------------------------------------------------------------ rows
    def _membership(
        self, cadre: Cadre, tier: str, entered: date, state: str, **more: object
    ) -> int:
        chief = self.scene.chief_of(cadre.home)
        row: dict[str, object] = {
            "left_on": None, "exit_reason": "", "next_review_on": None,
            "next_action": "", "next_action_on": None,
        }  # fmt: skip
        number = self.scene.record(
            "pool.membership", entered, person_id=cadre.id, tier=tier, state=state,
            entered_on=entered, sponsor=chief.name if chief else "", **(row | more),
        )  # fmt: skip
        found = [t for t in self.traces.get(cadre.id, []) if t.on <= entered]
        if not found:
            text = "单位党组织推荐，区委组织部研判"
            found = [Trace("nomination", later(entered, -16), text, ("", 0))]
        for trace in found[-3:]:
            self.scene.record(
                "pool.membershipsource", entered, membership_id=number, channel=trace.channel,
                happened_on=trace.on, text=trace.text, origin_kind=trace.origin[0],
                origin_id=trace.origin[1] or None,
            )  # fmt: skip
        return number

    def _states(self, membership: int, *steps: tuple[str, date, str]) -> None:
        for state, begins, reason in steps:
            cause = "seconded" if state == "suspended" else ""
            self.scene.book.add(
                "pool.statechange", membership_id=membership, state=state, begins=begins,
                reason=reason, cause=cause, decided_by=DEPARTMENT,
            )  # fmt: skip

    def _way_in(self, entered: date) -> tuple[tuple[str, date, str], ...]:
        return (
            ("proposed", later(entered, -14), "多渠道印证，拟入库"),
            ("deliberated", later(entered, -6), "部务会会商"),
            ("member", entered, "会商同意入库"),
        )

    def _member(self, cadre: Cadre, tier: str, entered: date) -> None:
        state = self.draw.weighted((("member", 6), ("tracked", 3), ("candidate", 1)))
        review = later(self.scene.day, self.draw.randint(5, REVIEW_EVERY))
        action = ACTIONS[cadre.id % len(ACTIONS)] if state != "candidate" else "appoint"
        number = self._membership(
            cadre, tier, entered, state, next_review_on=review, next_action=action,
            next_action_on=later(review, -(cadre.id % 30)),
        )  # fmt: skip
        steps = list(self._way_in(entered))
        if state != "member":
            followed = self.draw.day(entered, self.scene.day)
            steps.append(("tracked", followed, "一线表现突出，重点跟踪"))
            if state == "candidate":
                steps.append(
                    ("candidate", self.draw.day(followed, self.scene.day), "动议列为考察对象")
                )
        self._states(number, *steps)

    def _tier_on(self, cadre: Cadre, on: date) -> str:
        """By the level of the day, or by the rank where somebody had no more than that."""
        leads = any(
            level <= Level.SECTION_DEPUTY and since <= on for level, since in cadre.steps.items()
        )
        ranks = self.ranks.get(cadre.id, [])
        return "A" if leads or any(since <= on for since in ranks) else "B"

    def _gone(self, cadre: Cadre, tier: str, entered: date, left: date, reason: str) -> None:
        last = "used" if reason == "appointed" else "left"
        number = self._membership(cadre, tier, entered, last, left_on=left, exit_reason=reason)
        way = [*self._way_in(entered)]
        if last == "used":
            third = (left - entered) / 3
            way += [
                ("tracked", entered + third, "一线表现突出，重点跟踪"),
                ("candidate", entered + 2 * third, "动议列为考察对象"),
            ]
        self._states(number, *way, (last, left, EXITS[reason]))

    # ------------------------------------------------------------ not counted
    def _on_the_way(self, rest: list[Cadre]) -> None:
        """Proposed, under deliberation, suspended: open memberships that are not yet, or not now, counted."""
        scene = self.scene
        for index, cadre in enumerate(rest[: PROPOSED + DELIBERATED + SUSPENDED]):
            if index < PROPOSED + DELIBERATED:
                on = self.draw.workday(later(scene.day, -18), later(scene.day, -9))
                state = "proposed" if index < PROPOSED else "deliberated"
                number = self._membership(cadre, "B", on, state)
                steps = [
                    ("proposed", on, "多渠道印证，拟入库"),
                    ("deliberated", later(on, 7), "部务会会商"),
                ]
                self._states(number, *steps[: 1 + (index >= PROPOSED)])
            else:
                entered = self._entry_day(cadre, scene.almanac.begins)
                number = self._membership(cadre, "B", entered, "suspended")
                held = self.draw.day(entered, scene.day)
                self._states(
                    number, *self._way_in(entered), ("suspended", held, "借调期间暂停跟踪")
                )

    def _leavers(self, rest: list[Cadre]) -> None:
        scene, begins = self.scene, self.scene.almanac.begins
        limit = scene.almanac.youngest_limit
        turned = [
            c for c in scene.serving
            if shifted(limit, -40) <= c.birth < shifted(limit, -1) and c.group not in NINETIES_GROUPS
        ]  # fmt: skip
        for cadre in self.draw.some(turned, LEFT_BY_AGE):
            left = min(shifted(cadre.birth, (YOUNG + 1) * 12), scene.day)
            entered = self.draw.workday(begins, max(begins, shifted(left, -4)))
            if entered < left:
                self._gone(cadre, self._tier_on(cadre, entered), entered, left, "age")
        moved = [
            c for c in scene.people.of(Group.FORMER)
            if c.standing == "transferred" and c.age(scene.day) <= YOUNG and c.managed_until
        ]  # fmt: skip
        for cadre in moved:
            entered = shifted(cadre.managed_until or scene.day, -14)
            self._gone(
                cadre, "B", max(entered, begins), cadre.managed_until or scene.day, "transferred"
            )
        for cadre in rest[:LEFT_OTHERWISE]:
            left = self.draw.workday(shifted(begins, 26), later(scene.day, -30))
            reason = self.draw.choice(("own_wish", "no_progress", "gate", "conduct"))
            entered = max(shifted(left, -24), shifted(cadre.entry, 2))
            if entered < left:
                self._gone(cadre, "B", entered, left, reason)


EXITS = {
    "appointed": "提拔使用，转入副科及以上层次", "age": "超过年龄上限", "transferred": "调离本区",
    "own_wish": "本人提出", "no_progress": "两年跟踪无明显进展", "gate": "不宜继续列入", "conduct": "平时表现不佳",
}  # fmt: skip


def _traces(scene: Scene) -> dict[int, list[Trace]]:
    """What the four channels already know of everybody, oldest first."""
    found: dict[int, list[Trace]] = {}
    book = scene.book

    def add(person: int, channel: str, on: date, text: str, kind: str, number: int) -> None:
        found.setdefault(person, []).append(Trace(channel, on, text[:290], (kind, number)))

    for row in book.rows("visits.lead"):
        if row["state"] == "merged":
            add(
                row["person_id"],
                "visit",
                row["found_on"],
                row["behaviour"],
                "visits.lead",
                row["id"],
            )
    for row in book.rows("nominations.nomination"):
        if row["decision"] in ("tier_a", "tier_b"):
            add(
                row["person_id"],
                "nomination",
                row["submitted_on"],
                row["merits"],
                "nominations.nomination",
                row["id"],
            )
    titles = {row["id"]: row for row in book.rows("contests.contest")}
    for row in book.rows("contests.entry"):
        if row["is_shortlisted"]:
            contest = titles[row["contest_id"]]
            text = f"{contest['title']}{rank_band(row['place'])}"
            add(
                row["person_id"], "contest", contest["result_on"], text, "contests.entry", row["id"]
            )
    for row in book.rows("observations.observation"):
        if row["state"] == "accepted" and row["polarity"] == "for":
            add(
                row["person_id"],
                "frontline",
                row["observed_on"],
                row["action"],
                "observations.observation",
                row["id"],
            )
    for traces in found.values():
        traces.sort(key=lambda trace: trace.on)
    return found
