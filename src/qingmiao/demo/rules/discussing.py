"""育 · 鼓劲: the great discussion, its rounds and sittings, who stood behind what, and what came of it."""

from datetime import date, datetime, time, timedelta

from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.scene import CHINA, Scene
from qingmiao.evidence.enums import Dimension, SourceKind

CAMPAIGNS = (
    ("千年城区 领跑未来", "干部敢为", -30, 12, 176, "closed"),
    ("我为城区发展献一策", "高质量发展青年先行", -9, 5, 84, "harvest"),
    ("窗口服务怎么再进一步", "群众的事马上办", -2, 5, 26, "open"),
)
ARTICLES = (
    "从“等着干”到“抢着干”", "把项目当课堂", "敢为不是蛮干", "让数据多跑路的三点建议", "一个网格员的清单",
    "老旧小区改造的第五个问题", "产业链招商的短板", "青年干部的冷板凳与热乎劲", "乡村民宿怎么连成片",
    "把会开短，把事办实",
)  # fmt: skip
QUESTIONS = ("找准一个问题", "拿出一个办法")
KEYNOTE = ("主旨报告：{theme}", "集中讨论：{title}")
WORDS = (
    "现状：群众办一件事平均要跑两个窗口，午间和周末没有人值守。办法：由各单位轮值，材料一次收齐，部门之间转交。"
    "建议由牵头单位每月通报一次，三个月后对照办件时长看效果。"
)
FIRST_READER, SECOND_READER = (2_000_000_001, "干部科"), (2_000_000_002, "分管部领导")
"""Hands of former years, who have no account any more."""
MORNING = time(9)


def discuss(scene: Scene) -> int:
    """Write the campaigns; answers the id of the great discussion."""
    first = 0
    for title, theme, begins_at, months, count, state in CAMPAIGNS:
        draw = scene.draw(f"campaign:{title}")
        begins = shifted(scene.day, begins_at) + timedelta(days=8)
        ends = shifted(begins, months)
        campaign = scene.record(
            "campaigns.campaign", begins, title=title, theme=theme, mode="both",
            organizer_id=scene.tree.called("区委组织部").id, begins=begins, ends=ends, state=state,
        )  # fmt: skip
        first = first or campaign
        speakers = draw.some(scene.working(scene.young, begins), count)
        rounds = _rounds(scene, campaign, begins, ends)
        for index, cadre in enumerate(speakers):
            on = draw.workday(begins, min(ends, scene.day))
            drawn = draw.weighted((("submitted", 6), ("selected", 3), ("adopted", 1)))
            kind = "submitted" if state == "open" else drawn
            if state == "closed" and kind == "submitted":
                kind = "declined" if index % 3 == 0 else kind
            article = f"{ARTICLES[index % len(ARTICLES)]}——{cadre.home.short}的思考"
            row = scene.record(
                "campaigns.contribution", on, campaign_id=campaign, person_id=cadre.id,
                contributed_on=on, title=article, content=WORDS,
                mode=draw.choice(("online", "hall")), state=kind,
                is_by_author=state == "open", round_id=rounds[0] if state == "open" else None,
            )  # fmt: skip
            if kind in {"selected", "adopted"}:
                scene.claim(
                    cadre=cadre, dimension=Dimension.LEARNING, text=f"大讨论发言《{article}》入选",
                    kind=SourceKind.CAMPAIGN, name=title, on=on, origin=("campaigns.contribution", row),
                )  # fmt: skip
            aside = scene.draw(f"support:{row}")
            _support(scene, aside, row, cadre, on)
            _read(scene, row, cadre, on, kind)
            if kind == "adopted":
                _give(scene, aside, row, cadre, max(on, ends), is_over=state == "closed")
        _sit(scene, campaign, title, theme, begins, is_open=state == "open")
    return first


def _at(day: date, minutes: int = 0) -> datetime:
    return datetime.combine(day, MORNING, CHINA) + timedelta(minutes=minutes)


def _rounds(scene: Scene, campaign: int, begins: date, ends: date) -> list[int]:
    half = begins + (ends - begins) // 2
    spans = ((begins, half), (half + timedelta(days=1), ends))
    return [
        scene.record(
            "campaigns.round", min(begins, scene.day), campaign_id=campaign, number=number,
            title=QUESTIONS[number - 1], begins=span[0], ends=span[1],
        )
        for number, span in enumerate(spans, 1)
    ]  # fmt: skip


def _support(scene: Scene, draw: Draw, row: int, author: Cadre, on: date) -> None:
    for number, cadre in enumerate(draw.some(scene.working(scene.young, on), draw.randint(0, 9))):
        if cadre is not author:
            scene.book.add(
                "campaigns.support", contribution_id=row, person_id=cadre.id,
                given_at=_at(on, 7 * number + 40),
            )  # fmt: skip


def _read(scene: Scene, row: int, author: Cadre, on: date, kind: str) -> None:
    """What was selected was read once, what was adopted twice."""
    steps = {
        "selected": [("first", "select")],
        "adopted": [("first", "select"), ("second", "adopt")],
        "declined": [("first", "decline")],
    }.get(kind, [])
    for (which, outcome), (account, name) in zip(
        steps, (FIRST_READER, SECOND_READER), strict=False
    ):
        scene.book.add(
            "campaigns.reading", contribution_id=row, kind=which, outcome=outcome,
            remark="问题找得准，办法还可以再具体" if outcome != "decline" else "与在办事项重复",
            reason="与本轮主题相符" if outcome != "decline" else "相关单位已经在办",
            author_id=author.id, read_by_id=account, read_by=name, read_at=_at(on, 480),
        )  # fmt: skip


def _give(scene: Scene, draw: Draw, row: int, author: Cadre, given: date, *, is_over: bool) -> None:
    """A task of an adopted proposal: done in the campaign that is over, elsewhere still on its way."""
    chief = scene.chief_of(author.home) or author
    opened = min(given, scene.day - timedelta(days=100 if is_over else 30))
    due = opened + timedelta(days=90 if is_over else draw.choice((20, 75, 120)))
    state = "done" if is_over else draw.choice(("doing", "doing", "handed_in"))
    percent = 100 if is_over else draw.choice((20, 40, 70))
    done = {
        "result": "已纳入年度工作要点，试行三个月，办理时长缩短四成",
        "result_by": chief.name, "result_by_id": 2_000_000_003,
        "result_on": min(opened + timedelta(days=80 if is_over else 25), scene.day),
    }  # fmt: skip
    checked = {
        "verified_by": FIRST_READER[1], "verified_by_id": FIRST_READER[0],
        "verified_on": min(due, scene.day), "state_reason": "实地看过，办件记录相符",
    }  # fmt: skip
    task = scene.book.add(
        "campaigns.task", contribution_id=row, title=f"{author.home.short}落实采纳建议",
        unit_id=author.home.id, owner_id=chief.id, opened_on=opened, due_on=due, state=state,
        progress=percent,
        **(done if state != "doing" else {}), **(checked if state == "done" else {}),
    )  # fmt: skip
    scene.book.add(
        "campaigns.progress", task_id=task, text="已拟定方案，征求相关单位意见", percent=20,
        noted_by=chief.name, noted_on=min(opened + timedelta(days=10), scene.day),
        noted_at=_at(min(opened + timedelta(days=10), scene.day)),
    )  # fmt: skip


def _sit(
    scene: Scene, campaign: int, title: str, theme: str, begins: date, *, is_open: bool
) -> None:
    """A keynote at the beginning and a discussion later; the open campaign meets today and is not settled."""
    draw = scene.draw(f"sitting:{title}")
    days = (begins, scene.day if is_open else begins + timedelta(days=35))
    for number, held in enumerate(days):
        is_now = held == scene.day
        people = draw.some(scene.working(scene.young, begins), 12 if is_now else 60)
        hall, online = people[: len(people) * 2 // 3], people[len(people) * 2 // 3 :]
        settled = {
            "hall_count": len(hall) + 2, "online_count": len(online) + 5,
            "settled_at": _at(held, 180), "settled_by": FIRST_READER[1],
        }  # fmt: skip
        sitting = scene.record(
            "campaigns.sitting", held, campaign_id=campaign, held_on=held, starts=MORNING,
            title=KEYNOTE[number].format(theme=theme, title=title), mode="both",
            keynote="区委党校" if number == 0 else "", place="区委党校报告厅",
            online_place="全区视频会议系统", **({} if is_now else settled),
        )  # fmt: skip
        for index, cadre in enumerate(people):
            scene.book.add(
                "campaigns.signin", sitting_id=sitting, person_id=cadre.id,
                way="hall" if cadre in hall else "online", signed_at=_at(held, index // 4),
            )  # fmt: skip
