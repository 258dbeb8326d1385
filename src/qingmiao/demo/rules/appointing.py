"""用: vacancies, cases with their appointments, and the year of trial that follows a promotion."""

from datetime import date, timedelta

from qingmiao.demo.rules.cadres import Cadre, Move
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, SourceKind

KIND_NOTES = {
    "promotion": "职务层次提高", "further_use": "同一层次任更重要职务", "lateral": "同一层次平职交流",
}  # fmt: skip
NEEDS = (
    "熟悉基层工作，善做群众工作",
    "懂项目、会协调，能打硬仗",
    "文字功底好，善于统筹",
    "专业背景匹配，作风扎实",
)
FORECAST = 14
NOTICE_DAYS = 15
"""Five working days even across the longest holidays."""
REASONS = {
    "grassroots": "该同志长期在基层工作，熟悉群众工作，实践能力突出，经研究拟任现职。",
    "frontline": "该同志在急难险重任务中担当作为、实绩突出，群众公认，经研究拟任现职。",
    "arena": "该同志在擂台比武和跟踪培养中表现优秀，多维度印证一致，经研究拟任现职。",
    "other": "因工作需要，结合班子结构和本人专长，经研究拟任现职。",
}


def appoint(scene: Scene) -> None:
    moved = [(c, c.move) for c in scene.serving if c.move]
    by_day: dict[date, list[tuple[Cadre, Move]]] = {}
    for cadre, move in moved:
        by_day.setdefault(move.day, []).append((cadre, move))
    for number, (day, moves) in enumerate(sorted(by_day.items()), 1):
        case = _case(scene, number, day, len(moves))
        for cadre, move in moves:
            _appointment(scene, case, cadre, move)
    _open_vacancies(scene)
    _case_under_way(scene)


def _case(scene: Scene, number: int, day: date, count: int) -> int:
    return scene.record(
        "cases.case", day, case_no=f"XR{day:%Y%m}-{number:02d}", title=f"{day.year}年{day.month}月选任事项（{count}人）",
        motioned_on=later(day, -34), decided_on=day, notice_begins=later(day, 1), notice_ends=later(day, NOTICE_DAYS), state="appointed",
    )  # fmt: skip


def _appointment(scene: Scene, case: int, cadre: Cadre, move: Move) -> None:
    draw = scene.draw(f"appointment:{cadre.id}")
    before, now = cadre.stints[-2], cadre.stints[-1]
    home = cadre.home
    origin = before.unit or home
    vacancy = scene.record(
        "vacancies.vacancy", later(move.day, -60), unit_id=home.id, post_id=cadre.post.id if cadre.post else None,
        post_text=f"{cadre.title}（{cadre.id}）" if cadre.post and cadre.post.headcount > 1 else cadre.title,
        arises_on=later(move.day, -60), reason=draw.choice(("retirement", "transfer", "transfer", "term")),
        state="filled", filled_on=move.day, needs=draw.choice(NEEDS),
    )  # fmt: skip
    row = scene.record(
        "cases.appointment", move.day, case_id=case, vacancy_id=vacancy, person_id=cadre.id,
        kind=move.kind, kind_note=KIND_NOTES[move.kind], from_unit_id=origin.id,
        from_post_text=before.title or before.text, from_level=before.level.value, to_unit_id=home.id,
        to_post_id=cadre.post.id if cadre.post else None, to_post_text=now.title,
        to_level=now.level.value, source_link=move.source,
        frontline_id=scene.codes["frontlines", move.frontline] if move.frontline else None,
        decided_on=move.day, document_no=f"演组任〔{move.day.year}〕{draw.randint(1, 90)}号",
    )  # fmt: skip
    scene.claim(
        cadre=cadre, dimension=Dimension.RESULTS, text=f"经考察任{home.short}{now.title}",
        kind=SourceKind.APPOINTMENT, name="区委", on=move.day, origin=("cases.appointment", row),
    )  # fmt: skip
    _form(scene, cadre, move)
    if move.lifts:
        _trial(scene, row, cadre, move.day)


def _form(scene: Scene, cadre: Cadre, move: Move) -> None:
    """The words of the form (任免审批表) on which the appointment was reported."""
    before = cadre.stints[-2]
    filled = later(move.day, -9)
    retires = _retires(cadre)
    scene.book.add(
        "dossiers.formsheet", person_id=cadre.id, texts={}, proposed_post=f"{cadre.home.short}{cadre.title}",
        proposed_removal=before.text.removeprefix("演示"), reason=REASONS[move.source],
        reported_by="中共演示区委组织部", retirement_month=f"{retires:%Y%m}", age_day=filled,
        filled_on=filled, filled_by="演示",
    )  # fmt: skip


def _trial(scene: Scene, appointment: int, cadre: Cadre, begins: date) -> None:
    ends = begins.replace(year=begins.year + 1) if begins.day < 29 else begins + timedelta(days=365)
    assessed = later(ends, 12)
    is_over = assessed <= scene.day
    scene.record(
        "probation.probation", begins, appointment_id=appointment, begins=begins, planned_end=ends,
        assessed_on=assessed if is_over else None, state="confirmed" if is_over else "running",
        assessment="民主测评称职以上，同意转正" if is_over else "",
        document_no=f"演组任〔{assessed.year}〕{cadre.id % 80 + 1}号" if is_over else "",
    )  # fmt: skip


def _open_vacancies(scene: Scene) -> None:
    draw = scene.draw("vacancies")
    counted: dict[int, int] = {}
    for post in scene.people.vacant:
        counted[post.id] = counted.get(post.id, 0) + 1
        arose = draw.day(shifted(scene.day, -5), later(scene.day, -3))
        scene.record(
            "vacancies.vacancy", arose, unit_id=post.unit.id, post_id=post.id,
            post_text=post.title if counted[post.id] == 1 else f"{post.title}（{counted[post.id]}）",
            arises_on=arose, reason=draw.choice(("retirement", "transfer", "term")),
            state=draw.weighted((("confirmed", 8), ("frozen", 1))), needs=draw.choice(NEEDS),
        )  # fmt: skip
    near = sorted(
        (c for c in scene.serving if c.post and c.is_leader), key=lambda c: _retires(c)
    )[:FORECAST]  # fmt: skip
    for cadre in near:
        if cadre.post is None:
            continue
        arises = max(_retires(cadre), later(scene.day, 20))
        scene.record(
            "vacancies.vacancy", scene.day, unit_id=cadre.post.unit.id, post_id=cadre.post.id,
            post_text=f"{cadre.title}（{cadre.name}到龄）", arises_on=arises, reason="retirement", state="forecast",
        )  # fmt: skip


def _retires(cadre: Cadre) -> date:
    return shifted(cadre.birth, (60 if cadre.is_male else 55) * 12)


def _case_under_way(scene: Scene) -> None:
    """One batch that has been motioned and not yet decided: it appoints nobody so far."""
    motioned = scene.draw("under-way").workday(later(scene.day, -12), later(scene.day, -4))
    scene.record(
        "cases.case", motioned, case_no=f"XR{motioned:%Y%m}-动议", title=f"{motioned.year}年{motioned.month}月选任事项（动议中）",
        motioned_on=motioned, decided_on=None, notice_begins=None, notice_ends=None, state="examined",
    )  # fmt: skip
