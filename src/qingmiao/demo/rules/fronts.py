"""选 · 重点工作识别: pieces of hard work, and what was seen of people there."""

from datetime import date, datetime, timedelta

from qingmiao.demo.contracts import Row
from qingmiao.demo.rules.cadres import BELOW, Cadre
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.phrases import ADVERSE, BEHAVIOUR
from qingmiao.demo.rules.scene import CHINA, CLOSING_TIME, Scene
from qingmiao.demo.rules.units import Unit
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind

FRONTS = (
    ("高新产业园二期建设专班", "project", "演示高新技术产业园"),
    ("临港物流园供地攻坚", "project", "演示临港物流园"),
    ("老城片区征拆专班", "project", "区住房和城乡建设局"),
    ("滨水廊道建设指挥部", "project", "区水利局"),
    ("和美乡村示范片创建", "rural", "区农业农村局"),
    ("高标准农田建设专班", "rural", "青禾镇"),
    ("农村人居环境整治", "rural", "松石镇"),
    ("信访积案化解专班", "petition", "区信访局"),
    ("安置房办证专班", "petition", "区自然资源局"),
    ("物业纠纷集中调处", "petition", "文澜街道"),
    ("六提工程（一）重点事项", "six_projects", "区发展和改革局"),
    ("六提工程（三）重点事项", "six_projects", "区工业和信息化局"),
    ("六提工程（五）重点事项", "six_projects", "区商务局"),
    ("扁平化治理改革试点", "reform", "区委政法委"),
    ("审批服务下沉改革", "reform", "区行政审批服务局"),
    ("青澜马拉松赛会保障", "event", "区文化和旅游局"),
    ("防汛抢险应急专班", "event", "区应急管理局"),
    ("全国文明典范城区创建", "event", "区委宣传部"),
)
OBSERVATIONS = 508
TASKS = (
    "限期完成前期手续",
    "逐户上门做工作",
    "统筹现场人车物",
    "收集诉求并逐条答复",
    "起草调度方案",
    "夜间值守与巡查",
)
SITUATIONS = (
    "节点临近，多方意见不一", "连续降雨，现场条件复杂", "群众集中反映问题", "人手不足，任务叠加",
    "政策调整，需要重新解释", "上级督办，限期反馈",
)  # fmt: skip
RESULTS = (
    "按期完成，各方认可",
    "矛盾当日缓和，后续无反复",
    "形成做法在全区推广",
    "提前五天交付",
    "群众送来感谢信",
    "仍有两户未签，已列清单跟进",
)
ON_THE_WAY, LEFT_LYING = 30, 300  # days
DAYS_TO_ANSWER = 7
CONFIRMATIONS = ("当时在现场，情况属实。", "同组值守，可以证明。", "看过现场记录，一致。", "")
DOUBTS = ("当天不在现场，不能证明。", "结果与台账不一致，请核对。")
UNDER_WAY = ("draft", "submitted", "submitted", "witnessed", "questioned")
REPLY = "感谢肯定，这是专班同事一起做成的。"
ADVERSE_REPLY = "情况属实，已经改进，今后按节点办结。"
ACCESS = ("hidden", "shown", "reply")
LATE_RESULTS = ("经提醒后补办，迟了三天", "由同事接手完成")
FOUR = (Dimension.POLITICS, Dimension.DUTY, Dimension.PRESSURE, Dimension.COMPLEXITY)


def observe(scene: Scene) -> None:
    draw = scene.draw("observations")
    fronts: list[tuple[int, Unit, date, date]] = []
    for number, (name, kind, lead) in enumerate(FRONTS):
        begins = shifted(scene.day, -46 + number * 2)
        ends = shifted(begins, 14 + number % 5 * 4)
        unit = scene.tree.called(lead)
        front = scene.record(
            "observations.front", begins, name=name, kind_id=scene.codes["frontlines", kind],
            unit_id=unit.id, place=f"演示区{lead if lead.endswith(('镇', '街道')) else '项目现场'}",
            begins=begins, ends=ends if ends < scene.day else None,
            subject_access=ACCESS[number % len(ACCESS)],
        )  # fmt: skip
        fronts.append((front, unit, begins, min(ends, scene.day)))
    seen = [c for c in scene.young if c.group in BELOW or c.move]
    for _ in range(OBSERVATIONS):
        front, unit, begins, ends = draw.choice(fronts)
        on = draw.workday(begins + timedelta(days=9), ends - timedelta(days=1))
        _observation(scene, front, unit, on, draw.choice(scene.working(seen, on)))


def _way(scene: Scene, draw: Draw, on: date, witness: Cadre, *, is_witnessed: bool) -> Row:
    """How far it has come: most were confirmed and accepted; of the others the late ones are under way,
    the old ones were never submitted.
    """
    age = (scene.day - on).days
    if is_witnessed and age >= ON_THE_WAY:
        asked, state = on + timedelta(days=1), "accepted"
    elif age < LEFT_LYING:
        asked = max(on, scene.day - timedelta(days=draw.randint(1, 11)))
        state = draw.choice(UNDER_WAY)
    else:
        return {"state": "draft"}
    told: Row = {"witness_id": witness.id, "state": state}
    if state == "draft":
        return told
    told |= {"submitted_on": asked, "answer_due_on": asked + timedelta(days=DAYS_TO_ANSWER)}
    if state == "submitted":
        return told
    return told | {
        "answered_at": _moment(min(asked + timedelta(days=2), scene.day)),
        "answered_by": witness.name,
        "witness_note": draw.choice(DOUBTS if state == "questioned" else CONFIRMATIONS),
    }


def _reply(scene: Scene, draw: Draw, front: int, on: date, is_adverse: bool) -> Row:
    """Where the front lets people answer, one in five did."""
    [told] = [row for row in scene.book.rows("observations.front") if row["id"] == front]
    if told["subject_access"] != "reply" or not draw.chance(0.2):
        return {}
    replied = min(on + timedelta(days=12), scene.day)
    text = ADVERSE_REPLY if is_adverse else REPLY
    return {"reply": text, "replied_at": _moment(replied)}


def _moment(day: date) -> datetime:
    return datetime.combine(day, CLOSING_TIME, CHINA)


def _observation(scene: Scene, front: int, unit: Unit, on: date, cadre: Cadre) -> None:
    draw = scene.draw(f"observation:{front}:{on}:{cadre.id}")
    bodies = [c for c in scene.leaders_of(unit) + scene.leaders_of(cadre.home) if c is not cadre]
    bodies = bodies if len(bodies) > 1 else [c for c in scene.county if c is not cadre]
    observer, witness = draw.sample(bodies, 2)
    dimension, is_adverse = draw.choice(FOUR), draw.chance(0.07)
    action = draw.choice((ADVERSE if is_adverse else BEHAVIOUR)[dimension])
    is_witnessed = draw.chance(0.8)
    way_draw = scene.draw(f"witness:{front}:{on}:{cadre.id}")
    way = _way(scene, way_draw, on, witness, is_witnessed=is_witnessed)
    state = way["state"]
    if state == "accepted":
        way |= _reply(scene, way_draw, front, on, is_adverse)
    row = scene.record(
        "observations.observation", on, front_id=front, person_id=cadre.id, observed_on=on,
        dimension=dimension.value, situation=draw.choice(SITUATIONS), task=draw.choice(TASKS),
        action=action, result=draw.choice(LATE_RESULTS if is_adverse else RESULTS),
        polarity="against" if is_adverse else "for", observer_id=observer.id,
        **way,
    )  # fmt: skip
    if state == "accepted":
        scene.claim(
            cadre=cadre, dimension=dimension, text=action, kind=SourceKind.OBSERVATION,
            name=observer.name, on=on, origin=("observations.observation", row), source=observer,
            unit=unit, verified_by=witness.name,
            polarity=Polarity.AGAINST if is_adverse else Polarity.FOR,
        )  # fmt: skip
