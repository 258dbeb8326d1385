"""育 · 固魂 and 储能: programmes, classes, sessions and who was there."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind

BRAND_ATTENDANCES = 5_046  # F13: 5000余
ABSENT_PER_SESSION = 3
TOPICS = ("writing", "economics", "projects", "photography", "speaking", "law", "masses", "digital")
TOPIC_LABELS = {
    "writing": "公文写作", "economics": "经济理论", "projects": "项目建设", "photography": "摄影摄像",
    "speaking": "演讲辩论", "law": "依法行政", "masses": "群众工作", "digital": "数字政务",
}  # fmt: skip
LESSONS = ("基础讲授", "案例拆解", "分组实操", "现场点评", "经验分享", "成果展示")
TEACHERS = (
    "党校教师",
    "区直部门业务骨干",
    "高校教师",
    "企业负责人",
    "乡镇党委书记",
    "往期优秀学员",
)


@dataclass(frozen=True, slots=True)
class Series:
    """A programme and how its classes return over the four years."""

    title: str
    kind: str
    brand: str
    organizer: str
    place: str
    hours: Decimal
    every: int
    """A class begins every so many months."""
    lessons: int
    days_between: int
    size: int
    class_title: str


SERIES = (
    Series("青年夜校", "brand", "night_school", "团区委", "区青少年宫", Decimal("2.0"), 3, 6, 7, 34, "青年夜校{n}期（{topic}班）"),
    Series("青年汇", "brand", "youth_hub", "区委组织部", "区图书馆", Decimal("2.5"), 4, 3, 14, 30, "青年汇第{n}期：{topic}"),
    Series("青苗大练兵", "brand", "drill", "区委组织部", "区委党校", Decimal("4.0"), 6, 3, 10, 36, "青苗大练兵第{n}轮（{topic}）"),
    Series("中青年干部培训班", "main_class", "", "区委党校", "区委党校", Decimal("6.0"), 12, 8, 3, 42, "第{n}期中青年干部培训班"),
    Series("科级干部进修班", "main_class", "", "区委党校", "区委党校", Decimal("6.0"), 12, 6, 2, 40, "第{n}期科级干部进修班"),
    Series("乡村振兴专题培训", "special", "", "区委组织部", "区委党校", Decimal("6.0"), 16, 4, 1, 38, "第{n}期乡村振兴专题培训班"),
    Series("城市治理专题培训", "special", "", "区委组织部", "区委党校", Decimal("6.0"), 18, 4, 1, 36, "第{n}期城市治理专题培训班"),
    Series("党性实践教育", "practice", "", "区委组织部", "红色教育实践基地", Decimal("6.0"), 12, 2, 1, 45, "第{n}次党性实践教育"),
    Series("上级调训", "upstream", "", "区委组织部", "青澜市委党校", Decimal("6.0"), 12, 5, 1, 12, "第{n}批上级调训"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duty:
    """What everybody takes each year, and what makes up the hours of the regulation with it."""

    title: str
    kind: str
    organizer: str
    place: str
    class_title: str
    lessons: tuple[tuple[str, int, int, int], ...]
    """What, month, day, hours."""
    batches: int = 1
    is_for_leaders: bool = False
    share: float = 0.97


PRAISING = ("中青年干部培训班", "科级干部进修班")
DUTIES = (
    Duty("干部网络学院", "online", "区委组织部", "网上", "干部网络学院{year}学年", (("必修课程（上）", 4, 17, 16), ("必修课程（中）", 8, 18, 16), ("必修课程（下）", 11, 16, 18))),
    Duty("科级及以下干部集中轮训", "main_class", "区委党校", "区委党校", "{year}年集中轮训第{n}期", (("集中授课（前三天）", 3, 6, 24), ("研讨实训（后两天）", 3, 9, 16)), batches=6, share=0.96),
    Duty("处级干部专题研讨", "special", "区委组织部", "区委党校", "{year}年处级干部专题研讨班", (("理论专题", 3, 14, 24), ("发展专题", 5, 16, 24), ("治理专题", 9, 12, 24), ("党性专题", 10, 24, 24)), is_for_leaders=True, share=0.98),
)  # fmt: skip
YEARS = 4


@dataclass(frozen=True, slots=True)
class Lesson:
    session: int
    held_on: date
    hours: Decimal
    roll: list[Cadre]
    series: Series


def train(scene: Scene) -> list[int]:
    """Write programmes and classes; answers the ids of the classes, newest last."""
    lessons: list[Lesson] = []
    for series in SERIES:
        lessons += _classes(scene, series)
    _attend(scene, [lesson for lesson in lessons if lesson.series.brand], BRAND_ATTENDANCES)
    others = [lesson for lesson in lessons if not lesson.series.brand]
    _attend(scene, others, sum(len(lesson.roll) - ABSENT_PER_SESSION for lesson in others))
    _require(scene)
    _praise(scene)
    return [
        row["id"] for row in scene.book.rows("courses.trainingclass") if row["state"] != "planned"
    ]


def _classes(scene: Scene, series: Series) -> list[Lesson]:
    opened = shifted(scene.day, -46)
    programme = scene.record(
        "courses.programme", opened, title=series.title, kind=series.kind,
        brand_id=scene.codes["brands", series.brand] if series.brand else None,
        organizer_id=scene.tree.called(series.organizer).id, opened_on=opened,
    )  # fmt: skip
    draw, lessons, number, begins = scene.draw(f"class:{series.title}"), list[Lesson](), 0, opened
    length = timedelta(days=series.days_between * (series.lessons - 1))
    while begins < scene.day:
        number += 1
        first = draw.workday(begins + timedelta(days=3), begins + timedelta(days=24))
        if first + length > scene.day - timedelta(days=2):
            break
        lessons += _class(scene, series, programme, number, first, length)
        begins = shifted(begins, series.every)
    planned = scene.day + timedelta(days=30 + 3 * len(series.title))
    _class_row(
        scene, series, programme, number + 1, planned, planned + length, "planned", scene.day
    )
    return lessons


def _class_row(
    scene: Scene,
    series: Series,
    programme: int,
    number: int,
    begins: date,
    ends: date,
    state: str,
    told: date,
) -> int:
    topic = TOPICS[(number + len(series.title)) % len(TOPICS)]
    return scene.record(
        "courses.trainingclass", min(told, scene.day), programme_id=programme,
        title=series.class_title.format(n=number, topic=TOPIC_LABELS[topic]),
        topic_id=scene.codes["training_topics", topic] if series.brand else None,
        begins=begins, ends=ends, seats=series.size + 6, state=state,
    )  # fmt: skip


def _class(
    scene: Scene, series: Series, programme: int, number: int, first: date, length: timedelta
) -> list[Lesson]:
    draw = scene.draw(f"class:{series.title}:{number}")
    row = _class_row(scene, series, programme, number, first, first + length, "finished", first)
    roll = draw.some(scene.working(_audience(scene, series), first), series.size)
    topic = TOPICS[(number + len(series.title)) % len(TOPICS)]
    lessons = []
    for index in range(series.lessons):
        held_on = first + timedelta(days=series.days_between * index)
        about = TOPIC_LABELS[topic] if series.brand else series.title.removesuffix("培训")
        session = scene.record(
            "courses.session", held_on, training_class_id=row,
            title=f"{about}：{LESSONS[index % len(LESSONS)]}{'（二）' if index >= len(LESSONS) else ''}",
            held_on=held_on, place=series.place, teacher=draw.choice(TEACHERS), hours=series.hours,
        )  # fmt: skip
        lessons.append(Lesson(session, held_on, series.hours, roll, series))
    return lessons


def _audience(scene: Scene, series: Series) -> list[Cadre]:
    if series.kind == "main_class" and "科级" in series.title:
        return [c for c in scene.serving if c.is_leader and c.group != Group.COUNTY]
    return scene.serving if series.kind == "online" else scene.young


def _attend(scene: Scene, lessons: list[Lesson], present: int) -> None:
    """Exactly ``present`` attendances in all, spread evenly, and a few who were not there."""
    draw = scene.draw(f"attendance:{len(lessons)}")
    each, more = divmod(present, len(lessons))
    for index, lesson in enumerate(lessons):
        count = each + (index < more)
        roll = list(lesson.roll)
        guests = [c for c in scene.working(scene.young, lesson.held_on) if c not in roll]
        roll += draw.some(guests, max(count + ABSENT_PER_SESSION - len(roll), 0))
        draw.shuffle(roll)
        if len(roll) < count:
            raise ValueError(f"too few to attend on {lesson.held_on}")
        for place, cadre in enumerate(roll[: count + ABSENT_PER_SESSION]):
            is_here = place < count
            scene.record(
                "courses.attendance", lesson.held_on, session_id=lesson.session, person_id=cadre.id,
                presence="present" if is_here else draw.choice(("leave", "leave", "absent")),
                hours=lesson.hours if is_here else Decimal(0), proof="扫码签到" if is_here else "", verdict="",
            )  # fmt: skip


def _require(scene: Scene) -> None:
    """The yearly round of everybody: most make up the hours asked for, some stay short."""
    for duty in DUTIES:
        draw, years = (
            scene.draw(f"duty:{duty.title}"),
            range(scene.day.year - YEARS + 1, scene.day.year + 1),
        )
        programme = scene.record(
            "courses.programme", shifted(scene.day, -46), title=duty.title, kind=duty.kind,
            brand_id=None, organizer_id=scene.tree.called(duty.organizer).id,
            opened_on=shifted(scene.day, -46),
        )  # fmt: skip
        audience = scene.county if duty.is_for_leaders else scene.serving
        if duty.batches > 1:
            audience = [cadre for cadre in audience if cadre.group != Group.COUNTY]
        for year in years:
            for batch in range(duty.batches):
                roll = audience[batch :: duty.batches]
                _round(scene, draw, duty, programme, year, batch, roll)


def _round(
    scene: Scene, draw: Draw, duty: Duty, programme: int, year: int, batch: int, roll: list[Cadre]
) -> None:
    days = [date(year, month + batch, day) for _what, month, day, _hours in duty.lessons]
    if days[0] >= scene.day or days[0] < shifted(scene.day, -46):
        return
    state = "finished" if days[-1] < scene.day else "running"
    training_class = scene.record(
        "courses.trainingclass", days[0], programme_id=programme,
        title=duty.class_title.format(year=year, n=batch + 1), topic_id=None,
        begins=days[0], ends=days[-1], seats=len(roll), state=state,
    )  # fmt: skip
    for held_on, (what, _month, _day, hours) in zip(days, duty.lessons, strict=True):
        if held_on >= scene.day:
            break
        session = scene.record(
            "courses.session", held_on, training_class_id=training_class, title=what,
            held_on=held_on, place=duty.place, teacher=draw.choice(TEACHERS), hours=Decimal(hours),
        )  # fmt: skip
        for cadre in scene.working(roll, held_on):
            is_here = draw.chance(duty.share)
            scene.record(
                "courses.attendance", held_on, session_id=session, person_id=cadre.id,
                presence="present" if is_here else draw.choice(("leave", "absent")),
                hours=Decimal(hours) if is_here else Decimal(0),
                proof="结业登记" if is_here else "", verdict="",
            )  # fmt: skip


def _praise(scene: Scene) -> None:
    """A line of evidence for the best of each main class."""
    draw = scene.draw("praise")
    book = scene.book
    mains = {r["id"] for r in book.rows("courses.programme") if r["title"] in PRAISING}
    classes = {r["id"]: r for r in book.rows("courses.trainingclass") if r["programme_id"] in mains}
    last: dict[int, int] = {}
    for session in book.rows("courses.session"):
        if session["training_class_id"] in classes:
            last[session["training_class_id"]] = session["id"]
    by_id = {c.id: c for c in scene.serving}
    for class_id, session_id in last.items():
        there = [
            r for r in book.rows("courses.attendance")
            if r["session_id"] == session_id and r["presence"] == "present"
        ]  # fmt: skip
        for row in draw.some(there, 6):
            row["verdict"] = "结业考核优秀"
            scene.claim(
                cadre=by_id[row["person_id"]], dimension=Dimension.LEARNING, kind=SourceKind.TRAINING,
                text=f"{classes[class_id]['title']}{row['verdict']}", name="区委党校", on=classes[class_id]["ends"],
                origin=("courses.attendance", row["id"]), polarity=Polarity.FOR,
            )  # fmt: skip
