"""选 · 班子需求: targets beside the defaults, demands raised from what teams lack, and whom they found."""

from datetime import date, timedelta

from qingmiao.demo.contracts import Row
from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.draw import shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.demo.rules.units import Unit
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import PoliticalFace
from qingmiao.selection.demands.contracts import Goal, Line, Member
from qingmiao.selection.demands.rules.team import line_of, remaining

GRASSROOTS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
OFFICES = (UnitKind.PARTY, UnitKind.GOVERNMENT)
FARMING = ("农", "林", "水利", "畜牧", "园艺")
LOOKED_FOR = (
    (GRASSROOTS, Goal(item="age", age_to=35, is_share=True, least=30), "其他区县统计表口径年轻干部情况统计表"),
    (OFFICES, Goal(item="female", least=1), "班子结构分析常用口径女干部配备"),
    ((UnitKind.TOWNSHIP,), Goal(item="major", major="农业农村", words=FARMING, least=1), "班子结构分析常用口径专业结构"),
)  # fmt: skip
OWN_TARGETS = (
    ("区住房和城乡建设局", {"item": "major", "major": "城建规划", "words": "土木、建筑、城市、城乡、规划、测绘", "least": 2}),
    ("区财政局", {"item": "major", "major": "经济财会", "words": "经济、金融、财政、会计、审计、统计、贸易", "least": 2}),
    ("区卫生健康局", {"item": "female", "least": 2}),
)  # fmt: skip
STATES = ("open",) * 9 + ("met",) * 3 + ("lapsed", "withdrawn")
ENDINGS = {
    "met": "人选已进入班子，结构达到目标",
    "lapsed": "期限已过，班子调整方案另行研究",
    "withdrawn": "单位职数调整，不再需要",
}
BY_HAND = (
    ("重点项目一线储备干部", "熟悉项目策划和征迁，能到项目一线任职", 6),
    ("党外年轻干部", "党外，40 岁以下，有部门工作经历", 4),
)
MOST_FOUND = 4


def demand(scene: Scene) -> None:
    """Targets, then a demand for each of some gaps, then two for the whole district."""
    draw = scene.draw("demands")
    _own_targets(scene)
    owners = scene.leaders_of(scene.tree.called("区委组织部"))
    lacking = [found for plan in LOOKED_FOR for found in _lacking(scene, *plan)]
    for number, (unit, line, basis) in enumerate(draw.some(lacking, len(STATES))):
        state = STATES[number]
        opened = draw.workday(
            scene.day - timedelta(days=160 if state == "open" else 420),
            scene.day - timedelta(days=25 if state == "open" else 260),
        )
        late = state == "open" and number < 2
        due = scene.day - timedelta(days=6) if late else max(shifted(opened, 8), opened)
        row = _demand(
            scene, unit=unit, owner=draw.choice(owners), opened=opened, due=due, state=state,
            title=f"{unit.short}：{line.label}", wanted=max(t.short for t in line.tallies),
            criteria=f"{line.label}；目标 {line.band} 人；依据：{basis}", line=line, basis=basis,
        )  # fmt: skip
        _find(scene, row, line.goal)
    for title, criteria, wanted in BY_HAND:
        opened = draw.workday(scene.day - timedelta(days=170), scene.day - timedelta(days=130))
        row = _demand(
            scene, unit=None, owner=draw.choice(owners), opened=opened, due=shifted(opened, 12),
            state="open", title=title, wanted=wanted, criteria=criteria,
        )  # fmt: skip
        _find(scene, row, Goal(item="age", age_to=40))


def open_demands(scene: Scene, on: date) -> list[Row]:
    """What was looked for on a day, as visits and notices of that day may cite it."""
    return [
        row
        for row in scene.book.rows("demands.demand")
        if row["opened_on"] <= on and (row["closed_on"] is None or row["closed_on"] > on)
    ]


def district_demand(scene: Scene, on: date) -> int | None:
    """The first demand of the whole district that a notice of that day may cite."""
    found = [row["id"] for row in open_demands(scene, on) if row["unit_id"] is None]
    return found[0] if found else None


def _own_targets(scene: Scene) -> None:
    known = {unit.short: unit for unit in scene.tree.units}
    begins = shifted(scene.day, -18)
    for short, words in OWN_TARGETS:
        if short in known:
            scene.record(
                "demands.target", begins, unit_id=known[short].id, measure="people", begins=begins,
                basis=f"{known[short].name}班子分析研判意见", **words,
            )  # fmt: skip


def _lacking(
    scene: Scene, kinds: tuple[UnitKind, ...], goal: Goal, basis: str
) -> list[tuple[Unit, Line, str]]:
    """Units of the kinds whose teams lack the item today."""
    found = []
    for unit in scene.tree.of(*kinds):
        slots = sum(p.headcount for p in scene.tree.posts_of(unit) if p.level != Level.CLERK)
        members = [_member(c) for c in scene.leaders_of(unit) if c.post]
        left = remaining(members, on=scene.day, is_renewed=True)
        line = line_of(goal, members, slots=slots, left=left, non_party=frozenset())
        if line.tallies[0].short:
            found.append((unit, line, basis))
    return found


def _member(cadre: Cadre) -> Member:
    """A member as far as the three items of the demo need; nobody leaves."""
    return Member(
        person_id=cadre.id,
        name=cadre.name,
        post=cadre.title,
        sex=cadre.sex,
        birth=cadre.birth,
        face=PoliticalFace.PARTY_MEMBER,
        face_label="",
        party_joined=None,
        majors=tuple(study.major for study in cadre.studies),
        township=(),
        post_since=cadre.since,
        retires=date.max,
        gone=date.max,
        delay=0,
        term_ends=None,
        is_last_term=False,
    )


def _demand(
    scene: Scene,
    *,
    unit: Unit | None,
    owner: Cadre,
    opened: date,
    due: date,
    state: str,
    line: Line | None = None,
    basis: str = "",
    **words: object,
) -> Row:
    is_open = state == "open"
    closed = None if is_open else min(shifted(opened, 7), scene.day)
    number = scene.record(
        "demands.demand", opened, unit_id=unit.id if unit else None, owner_id=owner.id,
        opened_on=opened, due_on=due, state=state, closed_on=closed,
        close_reason="" if is_open else ENDINGS[state],
        item_key=line.goal.key if line else "",
        gap=_gap(line, opened, basis) if line else None, **words,
    )  # fmt: skip
    if closed is not None:
        scene.book.add(
            "demands.demandstep", demand_id=number, state=state, on=closed,
            reason=ENDINGS[state], decided_by=owner.name,
        )  # fmt: skip
    return scene.book.rows("demands.demand")[number - 1]


def _gap(line: Line, on: date, basis: str) -> dict[str, object]:
    return {
        "on": on.isoformat(),
        "label": line.label,
        "band": line.band,
        "basis": basis,
        "counts": {str(tally.months): tally.count for tally in line.tallies},
        "short": {str(tally.months): tally.short for tally in line.tallies},
    }


def _find(scene: Scene, demand_row: Row, goal: Goal) -> None:
    """Young cadres who fit, put to the demand by the office while it was open."""
    draw = scene.draw(f"demands:{demand_row['id']}")
    until = demand_row["closed_on"] or scene.day
    fitting = [c for c in scene.young if _fits(c, goal, scene.day) and not c.is_leader]
    for cadre in draw.some(fitting, min(len(fitting), draw.randint(0, MOST_FOUND))):
        scene.find(
            demand_row["id"], cadre, found_by="office",
            on=draw.workday(demand_row["opened_on"], until),
            text=f"{cadre.home.short}，{cadre.title}，符合需求条件",
        )  # fmt: skip


def _fits(cadre: Cadre, goal: Goal, on: date) -> bool:
    if goal.item == "female":
        return not cadre.is_male
    if goal.item == "major":
        return any(word in study.major for study in cadre.studies for word in goal.words)
    return cadre.age(on) <= (goal.age_to or 40)
