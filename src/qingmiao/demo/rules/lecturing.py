"""育 · 固魂: the young lecturers' corps and its lectures."""

from datetime import date, timedelta

from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.draw import shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.orgs.enums import UnitKind

SPEAKERS, SILENT = 66, 4  # F11: 60余, persons who spoke; newcomers have not yet
DELIVERED, CANCELLED, ASKED_FOR = 1_521, 14, 9  # F12: 1500余
TITLES = (
    "党的创新理论青年说", "新发展理念进园区", "乡村振兴政策解读", "身边的城区故事", "生态文明小课堂",
    "民法典与邻里", "防灾减灾知识", "青年干部的担当", "基层治理怎么干", "移风易俗大家谈",
    "惠企政策面对面", "反诈宣传进社区",
)  # fmt: skip
PLACES = ("会议室", "村部广场", "社区党群服务中心", "企业车间", "学校礼堂", "新时代文明实践站")
SECOND_SPEAKER = 0.14


def lecture(scene: Scene) -> list[Cadre]:
    """Write corps, lectures and speakings; answers the members of today who have spoken."""
    draw = scene.draw("lectures")
    founded = shifted(scene.day, -44)
    able = [c for c in scene.working(scene.young, founded) if c.age(scene.day) <= 38]
    corps = draw.some(able, SPEAKERS + SILENT)
    members = []
    for index, cadre in enumerate(corps):
        joined = (
            founded
            if index < 24
            else shifted(founded, (index - 24) * 36 // (SPEAKERS + SILENT - 24) + 1)
        )
        if index >= SPEAKERS:
            joined = scene.day - timedelta(days=12)
        is_gone = index % 11 == 10 and index < SPEAKERS
        left = shifted(joined, 5) if is_gone and shifted(joined, 5) < scene.day else None
        row = scene.record(
            "lectures.corpsmember", joined, person_id=cadre.id, joined_on=joined, left_on=left,
            topics="、".join(draw.sample(TITLES, 2)),
        )  # fmt: skip
        members.append((row, cadre, joined, left or scene.day))
    _lectures(scene, members[:SPEAKERS], founded)
    return [cadre for _, cadre, _, left in members[:SPEAKERS] if left == scene.day]


def _lectures(scene: Scene, members: list[tuple[int, Cadre, date, date]], founded: date) -> None:
    """The first lectures are given one by each member, so that all of them have spoken."""
    draw = scene.draw("lecture-days")
    hosts = scene.tree.of(
        UnitKind.TOWNSHIP, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT, UnitKind.INSTITUTION,
        UnitKind.ENTERPRISE, UnitKind.PARK, UnitKind.GOVERNMENT,
    )  # fmt: skip
    taken = set[tuple[int, date, str]]()
    for number in range(DELIVERED + CANCELLED + ASKED_FOR):
        is_planned = number >= DELIVERED + CANCELLED
        state = (
            "delivered" if number < DELIVERED else "cancelled" if not is_planned else "requested"
        )
        who = members[number] if number < len(members) else None
        while True:
            first, last = (who[2], who[3]) if who else (founded, scene.day)
            if is_planned:
                first, last = scene.day + timedelta(days=3), scene.day + timedelta(days=40)
            on = draw.workday(first, last - timedelta(days=0 if is_planned else 1))
            host, title = draw.choice(hosts), draw.choice(TITLES)
            if (host.id, on, title) not in taken:
                break
        taken.add((host.id, on, title))
        row = scene.record(
            "lectures.lecture", min(on, scene.day), title=title, host_id=host.id, held_on=on,
            place=f"{host.short}{draw.choice(PLACES)}", audience=draw.randint(18, 160) if state == "delivered" else 0,
            state=state, proof="现场照片、签到表" if state == "delivered" else "",
        )  # fmt: skip
        if state == "delivered":
            _speak(scene, members, row, on, who, title)


def _speak(
    scene: Scene,
    members: list[tuple[int, Cadre, date, date]],
    row: int,
    on: date,
    who: tuple[int, Cadre, date, date] | None,
    title: str,
) -> None:
    draw = scene.draw(f"speaking:{row}")
    active = [m for m in members if m[2] <= on <= m[3]]
    speakers = [who or draw.choice(active)]
    if draw.chance(SECOND_SPEAKER):
        speakers += draw.some([m for m in active if m is not speakers[0]], 1)
    for member, cadre, _, _ in speakers:
        speaking = scene.record("lectures.speaking", on, lecture_id=row, member_id=member)
        if draw.chance(0.12):
            scene.claim(
                cadre=cadre, dimension=Dimension.EXPRESSION, text=f"宣讲《{title}》，听众反馈好",
                kind=SourceKind.LECTURE, name="点单单位", on=on, origin=("lectures.speaking", speaking),
            )  # fmt: skip
