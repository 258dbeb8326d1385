"""炼 · the board of openings: the next round is published, some are asked for, and who has wished for what."""

from dataclasses import dataclass
from datetime import timedelta

from qingmiao.demo.rules.cadres import BELOW
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene

WISHERS = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    scheme: str
    host: str
    title: str
    places: int
    priority: str
    state: str = "open"
    develops: str = ""
    experience: str = ""
    is_away: bool = False
    duties: str = ""


WANTED = (
    Wanted("project-specialist", "演示高新技术产业园", "三期建设指挥部", 2, "1", develops="project", duties="协调征拆、报建和进场施工，每周报告进度"),
    Wanted("project-specialist", "演示临港物流园", "多式联运专班", 1, "2", develops="project", duties="牵头场站建设手续"),
    Wanted("filing-specialist", "区行政审批服务局", "并联审批专班", 2, "2", develops="three", duties="为重点项目代办报建手续"),
    Wanted("rural-guide", "区农业农村局", "和美乡村示范片二期", 1, "3", develops="three", experience="township", duties="驻村指导，入户走访"),
    Wanted("shadow-inspection", "区委巡察办", "区委下一轮巡察", 2, "1", develops="shadow", duties="跟班巡察，遵守保密纪律"),
    Wanted("shadow-investment", "区招商促进局", "长三角驻点招商", 1, "2", develops="shadow", is_away=True, duties="驻点招商，陪同考察"),
    Wanted("project-specialist", "演示现代农业产业园", "冷链中心专班", 1, "2", state="draft", develops="project"),
    Wanted("promotion-specialist", "区商务局", "年货节促销专班", 1, "3", state="withdrawn", develops="three"),
)  # fmt: skip


def offer_openings(scene: Scene) -> None:
    """One opening is left a draft and one was withdrawn; the rest can be wished for."""
    schemes = {row["code"]: row for row in scene.book.rows("postings.scheme")}
    asked_on = scene.day - timedelta(days=20)
    offered = []
    for number, wanted in enumerate(WANTED):
        begins = later(scene.day, 30 + 3 * number)
        row = scene.record(
            "openings.opening", asked_on, scheme_id=schemes[wanted.scheme]["id"],
            host_unit_id=scene.tree.called(wanted.host).id, title=wanted.title, begins=begins,
            ends=shifted(begins, schemes[wanted.scheme]["months"]), places=wanted.places,
            priority=wanted.priority, state=wanted.state, develops=wanted.develops,
            experience=wanted.experience, is_away=wanted.is_away, duties=wanted.duties,
            state_reason="接收单位任务调整" if wanted.state == "withdrawn" else "",
        )  # fmt: skip
        if wanted.state == "open":
            offered.append(row)
    _wishes(scene, offered)


def _wishes(scene: Scene, offered: list[int]) -> None:
    draw = scene.draw("openings")
    sent = {row["person_id"] for row in scene.book.rows("postings.posting") if row["ends"] is None}
    young = [
        c for c in scene.working(scene.young, shifted(scene.day, -18))
        if c.group in BELOW and c.id not in sent and c.age(scene.day) <= 37
    ]  # fmt: skip
    for number, cadre in enumerate(draw.some(young, WISHERS)):
        first, second, *_rest = draw.some(offered, 2)
        scene.record(
            "openings.wish", scene.day - timedelta(days=number % 7), person_id=cadre.id, first_id=first,
            second_id=second, third_id=None,
            limit={4: "away", 9: "full_time"}.get(number, ""),
            note={4: "孩子上小学，爱人在外地工作", 9: "父亲术后需要照料"}.get(number, ""),
        )  # fmt: skip
