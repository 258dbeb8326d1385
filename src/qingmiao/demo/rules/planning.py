"""育 · development plans: templates, competences, profiles of posts, and plans on each step of their way."""

from datetime import date, datetime, time, timedelta

from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.scene import CHINA, Scene
from qingmiao.orgs.enums import CodeList

PLANS = 36
TEMPLATES = (
    ("基层治理方向培养模板", "grassroots", 90, 6, "试岗鉴定合格\n独立负责一项治理任务"),
    ("项目建设方向培养模板", "project", 90, 8, "全程跟进一个项目\n接收单位鉴定合格"),
    ("综合管理方向培养模板", "general", 72, 3, "独立起草一份全区性文件"),
)
COMPETENCES = (
    ("项目推进", "projects", "projects", "project"),
    ("群众工作", "masses", "masses", "petition"),
    ("应对复杂局面", "complexity", "law", "event"),
    ("组织协调", "coordination", "economics", "rural"),
    ("演讲表达", "expression", "speaking", None),
    ("担当作为", "duty", None, "six_projects"),
)
ANCHORS = (
    "在他人带领下完成分工，能说清做法和依据",
    "独立完成一般任务，按期、合规，出现问题及时报告",
    "牵头完成重点任务，协调三个以上单位，有可以查到的成果",
    "能处置没有先例的情况，做法被其他单位借鉴",
)
PROFILES = {
    "township": (2, 3, 3, 2, 2, 3),
    "department": (2, 2, 2, 3, 2, 3),
    "park": (4, 2, 3, 3, 2, 3),
    "section": (1, 2, 1, 2, 2, 2),
}
POST_OF = {"grassroots": "township", "project": "park", "general": "department"}
UNIT_HAND, DESK = (2_000_000_004, "单位党组织"), (2_000_000_001, "干部科")
EVENING = time(17)


def plan_ahead(scene: Scene) -> None:
    templates = _templates(scene)
    _framework(scene)
    draw = scene.draw("plans")
    since = shifted(scene.day, -14)
    young = draw.some([c for c in scene.working(scene.young, since) if not c.is_leader], PLANS)
    mentors = [c for c in scene.people.of(Group.OLDER_CHIEF) if c not in young]
    for number, cadre in enumerate(young):
        _plan(scene, draw, cadre, templates[number % len(templates)], mentors, number)


def _templates(scene: Scene) -> list[tuple[int, str, int, int, str]]:
    begins = shifted(scene.day, -36)
    return [
        (
            scene.record(
                "plans.template", begins, title=title, track=track, begins=begins, months=24,
                hours=hours, months_outside=outside, needs_mentor=True, gates=gates,
            ),
            track, hours, outside, gates,
        )
        for title, track, hours, outside, gates in TEMPLATES
    ]  # fmt: skip


def _framework(scene: Scene) -> None:
    on = shifted(scene.day, -36)
    ids = []
    for name, dimension, topic, front in COMPETENCES:
        ids.append(
            scene.record(
                "plans.competence", on, name=name, dimension=dimension,
                topic_id=scene.codes[(CodeList.TRAINING_TOPICS, topic)] if topic else None,
                frontline_id=scene.codes[(CodeList.FRONTLINES, front)] if front else None,
                **{f"level_{level}": text for level, text in enumerate(ANCHORS, 1)},
            )
        )  # fmt: skip
    for post_type, levels in PROFILES.items():
        for competence, level in zip(ids, levels, strict=True):
            scene.record(
                "plans.profile", on, post_type=post_type, competence_id=competence, level=level
            )


def _plan(
    scene: Scene,
    draw: Draw,
    cadre: Cadre,
    template: tuple[int, str, int, int, str],
    mentors: list[Cadre],
    number: int,
) -> None:
    is_draft = number % 6 == 0
    begins = (
        scene.day - timedelta(days=5)
        if is_draft
        else shifted(scene.day, -12) + timedelta(days=number)
    )
    row, track, hours, outside, gates = template
    ends = shifted(begins, 24)
    plan = scene.record(
        "plans.plan", begins, person_id=cadre.id, template_id=row, post_type=POST_OF[track],
        mentor_id=draw.choice(mentors).id, begins=begins, ends=ends,
        state="draft" if is_draft else "active", state_reason="" if is_draft else "单位评议后同意执行",
    )  # fmt: skip
    wanted = [
        ("hours", f"完成培训 {hours} 学时"), ("outside", f"岗外锻炼 {outside} 个月"),
        ("mentor", "导师帮带，按期谈话"), *(("gate", gate) for gate in gates.splitlines()),
    ]  # fmt: skip
    for place, (kind, title) in enumerate(wanted):
        due = ends if kind == "gate" else begins + timedelta(days=300 + 60 * place)
        _goal(scene, plan, kind, title, due, begins, step=0 if is_draft else (number + place) % 4)
    if not is_draft:
        _review(
            scene, plan, "unit", begins, UNIT_HAND, "基础扎实，岗位经历偏单一，建议按模板岗外锻炼"
        )
        _review(
            scene,
            plan,
            "department",
            begins + timedelta(days=180),
            DESK,
            "进展正常，下半年补齐关口",
        )


def _goal(
    scene: Scene, plan: int, kind: str, title: str, due: date, begins: date, *, step: int
) -> None:
    """Of four goals one is verified, one waits for somebody, two are in hand."""
    on = min(begins + timedelta(days=200), scene.day)
    handed_in = {
        "proof": "登记表和鉴定材料已存档", "handed_in_by": UNIT_HAND[1],
        "handed_in_by_id": UNIT_HAND[0], "handed_in_on": on,
    }  # fmt: skip
    verified = {
        "verified_by": DESK[1], "verified_by_id": DESK[0], "verified_on": on,
        "state_reason": "材料齐全",
    }  # fmt: skip
    state = {1: "verified", 2: "handed_in"}.get(step, "doing")
    scene.record(
        "plans.goal", begins, plan_id=plan, kind=kind, title=title, due_on=due, state=state,
        **(handed_in if step in {1, 2} else {}), **(verified if step == 1 else {}),
    )  # fmt: skip


def _review(
    scene: Scene, plan: int, kind: str, on: date, by: tuple[int, str], opinion: str
) -> None:
    day = min(on, scene.day)
    scene.book.add(
        "plans.review", plan_id=plan, kind=kind, conclusion="on_track", opinion=opinion,
        reviewed_on=day, reviewed_by=by[1], reviewed_by_id=by[0],
        reviewed_at=datetime.combine(day, EVENING, CHINA),
    )  # fmt: skip
