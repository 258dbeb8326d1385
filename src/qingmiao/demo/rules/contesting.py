"""选 · 擂台比武: contests for reserves, project pitches, and the language arts show."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from qingmiao.demo.rules.cadres import BELOW, Cadre
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.selection.contests.rules import rank_band

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Plan:
    """One contest: when its result stood, how many entered, how many were shortlisted."""

    kind: str
    title: str
    organizer: str
    result_on: date
    entries: int
    shortlist: int
    stages: tuple[tuple[str, int], ...]
    dimension: Dimension
    number: int | None = None


RESERVE_STAGES = (("笔试", 30), ("无领导小组讨论", 30), ("擂台答辩", 40))
PITCH_STAGES = (("项目方案评审", 40), ("路演", 60))
LANGUAGE_STAGES = (("集训考核", 40), ("汇报展演", 60))


def plans(scene: Scene) -> list[Plan]:
    reserves = [
        Plan(
            "reserves", f"第{'一二三'[n]}届“三牛四干”型副科职领导干部后备人选比拼", "区委组织部", on, 58 - n * 4, 20,
            RESERVE_STAGES, Dimension.COORDINATION, n,
        )
        for n, on in enumerate(scene.almanac.contest_results)
    ]  # fmt: skip
    pitches = [
        Plan(
            "pitch",
            f"{on.year}年项目策划包装路演竞赛",
            "区发展和改革局",
            on,
            32,
            10,
            PITCH_STAGES,
            Dimension.PROJECTS,
        )
        for on in (shifted(scene.day, -31), shifted(scene.day, -14))
    ]
    shows = [
        Plan(
            "language", f"“声漾城区正青春”语言艺术集训展演（{on.year}年）", "区委宣传部", on, 36, 12,
            LANGUAGE_STAGES, Dimension.EXPRESSION,
        )
        for on in (shifted(scene.day, -29), shifted(scene.day, -5))
    ]  # fmt: skip
    return sorted(reserves + pitches + shows, key=lambda plan: plan.result_on)


def compete(scene: Scene) -> dict[int, list[Cadre]]:
    """Write the contests; answers who was shortlisted, by contest for reserves."""
    shortlisted: dict[int, list[Cadre]] = {}
    for plan in plans(scene):
        draw = scene.draw(f"contest:{plan.kind}:{plan.result_on}")
        begins = shifted(plan.result_on, -2)
        contest = scene.record(
            "contests.contest", begins, title=plan.title, kind=plan.kind,
            organizer_id=scene.tree.called(plan.organizer).id, begins=begins, result_on=plan.result_on,
            shortlist_size=plan.shortlist, state="archived" if plan.result_on < shifted(scene.day, -12) else "final",
        )  # fmt: skip
        held: list[tuple[int, int, date]] = []
        for order, (name, weight) in enumerate(plan.stages, 1):
            on = plan.result_on - timedelta(days=3 + (len(plan.stages) - order) * 7)
            stage = scene.record(
                "contests.stage", begins, contest_id=contest, name=name, order=order,
                weight=Decimal(weight), held_on=on,
            )  # fmt: skip
            held.append((stage, weight, on))
        first, others = _contestants(scene, draw, plan, begins)
        _results(scene, draw, plan, contest, held, first, others)
        if plan.number is not None:
            shortlisted[plan.number] = first
    return shortlisted


def _contestants(
    scene: Scene, draw: Draw, plan: Plan, begins: date
) -> tuple[list[Cadre], list[Cadre]]:
    """Who will be shortlisted, best first, and who else entered. Nobody else among those shortlisted for
    the reserves is ever promoted: staff of today."""
    staff = [
        c
        for c in scene.working(scene.young, begins)
        if c.group in BELOW and 23 <= c.age(begins) <= 35
    ]
    if plan.number is None:
        pool = [c for c in scene.working(scene.young, begins) if c.age(begins) <= 37]
        drawn = draw.some(pool, plan.entries)
        return drawn[: plan.shortlist], drawn[plan.shortlist :]
    first = [c for c in scene.serving if c.move and c.move.contest == plan.number]
    rest = draw.some([c for c in staff if c not in first], plan.entries - len(first))
    missing = plan.shortlist - len(first)
    first += rest[:missing]
    draw.shuffle(first)
    return first, rest[missing:]


def _results(
    scene: Scene,
    draw: Draw,
    plan: Plan,
    contest: int,
    held: list[tuple[int, int, date]],
    first: list[Cadre],
    others: list[Cadre],
) -> None:
    begins = shifted(plan.result_on, -2)
    entered = [(c, True) for c in first] + [(c, False) for c in others]
    plates = draw.sample(range(1, len(entered) + 1), len(entered))
    top, step = 93.4, 26.0 / max(len(entered), 1)
    for place, ((cadre, is_first), plate) in enumerate(zip(entered, plates, strict=True), 1):
        level = top - place * step
        marks = [Decimal(str(round(level + draw.uniform(-0.1, 0.1), 2))) for _ in held]
        total = sum((m * w / 100 for m, (_, w, _) in zip(marks, held, strict=True)), Decimal(0))
        unit = scene.unit_on(cadre, begins)
        entry = scene.record(
            "contests.entry", begins + timedelta(days=6), contest_id=contest, person_id=cadre.id,
            unit_id=unit.id, plate_no=plate, entered_on=begins + timedelta(days=6), state="ranked",
            total=total.quantize(CENT), place=place, is_shortlisted=is_first,
        )  # fmt: skip
        for mark, (stage, _, on) in zip(marks, held, strict=True):
            scene.record(
                "contests.stagemark", on, entry_id=entry, stage_id=stage, mark=mark, decided_on=on
            )
        if is_first:
            scene.claim(
                cadre=cadre, dimension=plan.dimension, text=f"{plan.title}{rank_band(place)}入围",
                kind=SourceKind.CONTEST, name=plan.title, on=plan.result_on,
                origin=("contests.entry", entry), unit=scene.tree.called(plan.organizer),
            )  # fmt: skip
