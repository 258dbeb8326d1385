"""选 · 擂台比武: the contests of these months — one takes entries, one is decided, one is being judged.

Both of the latter are written as they stood when judging began; what judges and the results desk did with
them goes through the rooms' own services (`services.contesting`, `services.concluding`).
"""

import hashlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from qingmiao.demo.rules.cadres import BELOW, Cadre
from qingmiao.demo.rules.draw import Draw
from qingmiao.demo.rules.scene import CHINA, Scene
from qingmiao.engines.lottery.contracts import Draw as Lottery
from qingmiao.engines.lottery.contracts import Share
from qingmiao.engines.lottery.rules.draw import order_of, seed_of_shares, share_commitment
from qingmiao.orgs.enums import UnitKind
from qingmiao.selection.contests.contracts import (
    ContestPlan,
    CriterionPlan,
    GroupPlan,
    StagePlan,
    TiePlan,
)
from qingmiao.selection.contests.rules.formula import digest_of, rule_of

MORNING = time(9, 30)
LEVELS = "90 优 切题、有数据、讲得清下一步\n75 良 要点齐全，依据稍欠\n60 中 有想法，落不到具体事"
LEVEL_LINES = tuple(
    (Decimal(line.split(maxsplit=2)[0]), line.split(maxsplit=2)[1], line.split(maxsplit=2)[2])
    for line in LEVELS.splitlines()
)
Stages = tuple[tuple[str, str, int, int | None, tuple[tuple[str, int], ...]], ...]
"""Name, form, weight, how many go on (nobody is left behind where it is not said), criteria with weights."""
PITCH: Stages = (
    ("项目方案评审", "project", 40, 10, (("论证", 50), ("效益", 30), ("可行", 20))),
    ("路演", "roadshow", 60, None, (("内容", 50), ("答辩", 30), ("表达", 20))),
)
SPEECH: Stages = (
    ("宣讲稿评审", "project", 30, None, (("主题", 60), ("文字", 40))),
    ("现场宣讲", "show", 70, None, (("内容", 50), ("感染力", 50))),
)
RESERVES: Stages = (
    ("擂台答辩", "interview", 60, 12, (("分析研判", 40), ("统筹协调", 40), ("语言表达", 20))),
    ("情景处置", "roadshow", 40, None, (("应变", 60), ("群众观念", 40))),
)
GROUPS = (("专家评委", 70, "trimmed_mean", 1), ("大众评委", 30, "mean", 0))
PURPOSE = "抽签定号"
CONDITIONS = "本区机关、镇街在职干部，37岁以下，任现职满6个月。由本人报名或所在单位党组织推荐，组织部门资格审查。"
WORD = "骰子 5 2 6"
NEIGHBOURS = 3


def compete_now(scene: Scene) -> None:
    """After the contests of past years, so that these keep their numbers."""
    _open(scene)
    _decided(scene)
    _judged(scene)


def _open(scene: Scene) -> None:
    day = scene.day
    contest = _contest(
        scene, title=f"{day.year}年第二期项目策划包装路演竞赛", kind="pitch",
        organizer="区发展和改革局", begins=day - timedelta(days=12), state="open",
        window=(day - timedelta(days=8), day + timedelta(days=12)), shortlist=10, stages=PITCH,
    )  # fmt: skip
    draw = scene.draw("contest:open")
    for number, cadre in enumerate(_contestants(scene, draw, day, 18), 1):
        on = day - timedelta(days=8 - number * 8 // 20)
        state = "passed" if number <= 7 else "failed" if number == 8 else "submitted"
        reason = "任现职时间经核实不足六个月" if state == "failed" else ""
        _entry(scene, contest, cadre, on=on, number=number, state=state, state_reason=reason)


def _decided(scene: Scene) -> None:
    """Two whose results stand: the speakers' of the half year before, the pitch of three weeks ago."""
    day = scene.day
    _held(
        scene, "speech", begins=day - timedelta(days=170), count=14, shortlist=4, stages=SPEECH,
        title=f"青年干部微宣讲比武（{day.year}年）", kind="language", organizer="区委宣传部",
    )  # fmt: skip
    _held(
        scene, "pitch", begins=day - timedelta(days=78), count=16, shortlist=5, stages=PITCH,
        title=f"{day.year}年第一期项目策划包装路演竞赛", kind="pitch", organizer="区发展和改革局",
    )  # fmt: skip


def _held(
    scene: Scene, matter: str, *, begins: date, count: int, shortlist: int, stages: Stages,
    title: str, kind: str, organizer: str,
) -> None:  # fmt: skip
    contest = _contest(
        scene, title=title, kind=kind, organizer=organizer, begins=begins, state="judging",
        window=(begins + timedelta(days=4), begins + timedelta(days=20)), shortlist=shortlist,
        stages=stages,
    )  # fmt: skip
    draw = scene.draw(f"contest:{matter}")
    _drawn(scene, contest, draw, begins, count=count, drawn_on=begins + timedelta(days=37))


def _judged(scene: Scene) -> None:
    """The first stage is over, the second under way today."""
    day = scene.day
    begins = day - timedelta(days=49)
    contest = _contest(
        scene, title="第四届“三牛四干”型副科职领导干部后备人选比拼", kind="reserves",
        organizer="区委组织部", begins=begins, state="judging",
        window=(begins + timedelta(days=4), begins + timedelta(days=20)), shortlist=8,
        stages=RESERVES,
    )  # fmt: skip
    draw = scene.draw("contest:judged")
    _drawn(scene, contest, draw, begins, count=24, drawn_on=begins + timedelta(days=37), failed=2)


def _drawn(
    scene: Scene,
    contest: int,
    draw: Draw,
    begins: date,
    *,
    count: int,
    drawn_on: date,
    failed: int = 0,
) -> None:
    """Everybody who entered; those who passed have drawn their plates."""
    labels = [f"{number:04d}" for number in range(1, count + 1)]
    plates = _plates(scene, contest, labels, drawn_on)
    chosen = _contestants(scene, draw, begins, count + failed, beside=_neighbours(scene))
    for number, cadre in enumerate(chosen, 1):
        on = begins + timedelta(days=4 + number % 15)
        more: dict[str, Any] = {"state": "passed"}
        if number > count:
            more = {"state": "failed", "state_reason": "在职务层次范围之外"}
        _entry(scene, contest, cadre, on=on, number=number, plate_no=plates.get(number), **more)


def _contest(
    scene: Scene,
    *,
    title: str,
    kind: str,
    organizer: str,
    begins: date,
    state: str,
    window: tuple[date, date],
    shortlist: int,
    stages: Stages,
) -> int:
    """A contest whose rule was frozen two days after it began, with everything the rule was made of."""
    rule = rule_of(_plan(title, stages))
    frozen = datetime.combine(begins + timedelta(days=2), MORNING, CHINA)
    contest = scene.record(
        "contests.contest", begins, title=title, kind=kind,
        organizer_id=scene.tree.called(organizer).id, begins=begins, state=state,
        shortlist_size=shortlist, entry_opens_on=window[0], entry_closes_on=window[1],
        announcement=f"{title}现在公告。\n{CONDITIONS}", places_per_unit=3, rule=rule,
        rule_digest=digest_of(rule), rule_frozen_at=frozen, rule_frozen_by="赛务秘书",
    )  # fmt: skip
    for order, (name, form, weight, going, criteria) in enumerate(stages, 1):
        stage = scene.record(
            "contests.stage", begins, contest_id=contest, name=name, order=order, kind=form,
            weight=Decimal(weight), held_on=window[1] + timedelta(days=15 + 7 * order),
            advance="top" if going else "all", advance_count=going,
        )  # fmt: skip
        for position, (criterion, share) in enumerate(criteria, 1):
            scene.record(
                "contests.criterion", begins, stage_id=stage, name=criterion, position=position,
                weight=Decimal(share), levels=LEVELS,
            )  # fmt: skip
    for name, share, aggregation, drop in GROUPS:
        scene.record(
            "contests.judgegroup", begins, contest_id=contest, name=name, weight=Decimal(share),
            aggregation=aggregation, drop=drop,
        )  # fmt: skip
    for position, by in enumerate(("unrounded_total", "untrimmed_mean"), 1):
        scene.record("contests.tiestep", begins, contest_id=contest, position=position, by=by)
    return contest


def _plan(title: str, stages: Stages) -> ContestPlan:
    return ContestPlan(
        title=title,
        precision=2,
        missing="refuse",
        stages=tuple(
            StagePlan(
                name=name, weight=Decimal(weight), advance="top" if going else "all",
                advance_count=going,
                advance_per_place=None, advance_score=None,
                criteria=tuple(_criterion(key, share) for key, share in criteria),
            )
            for name, _form, weight, going, criteria in stages
        ),
        groups=tuple(
            GroupPlan(name=name, weight=Decimal(share), aggregation=aggregation, drop=drop)
            for name, share, aggregation, drop in GROUPS
        ),
        ties=(TiePlan(by="unrounded_total"), TiePlan(by="untrimmed_mean")),
    )  # fmt: skip


def _criterion(name: str, weight: int) -> CriterionPlan:
    return CriterionPlan(
        name=name, weight=Decimal(weight), lowest=Decimal(0), highest=Decimal(100), step=None,
        is_required=True, is_independent=False, veto_below=None, veto_judges=1, levels=LEVEL_LINES,
    )  # fmt: skip


def _may_enter(cadre: Cadre, on: date) -> bool:
    """A year or longer in the post, and no leader."""
    return (
        cadre.group in BELOW
        and 23 <= cadre.age(on) <= 35
        and cadre.since <= on - timedelta(days=365)
    )


def _contestants(
    scene: Scene, draw: Draw, on: date, count: int, *, beside: list[Cadre] | None = None
) -> list[Cadre]:
    """Young staff, none of them a leader; ``beside`` are among them."""
    first = beside or []
    others = [
        cadre
        for cadre in scene.working(scene.young, on - timedelta(days=365))
        if cadre not in first and _may_enter(cadre, on)
    ]
    return [*first, *draw.some(others, count - len(first))]


def _neighbours(scene: Scene) -> list[Cadre]:
    """Staff of the town whose secretary and cadre have a demo account: they compete wherever somebody does."""
    town = scene.tree.of(UnitKind.TOWNSHIP)[0]
    begins = scene.day - timedelta(days=170)
    staff = [c for c in scene.in_unit.get(town.id, []) if _may_enter(c, begins)]
    return staff[:NEIGHBOURS]


def _entry(scene: Scene, contest: int, cadre: Cadre, *, on: date, number: int, **more: Any) -> None:
    checked = more["state"] != "submitted"
    scene.record(
        "contests.entry", on, contest_id=contest, person_id=cadre.id,
        unit_id=scene.unit_on(cadre, on).id, entered_on=on, number=number,
        route="self" if number % 3 == 0 else "unit",
        checked_on=min(on + timedelta(days=3), scene.day) if checked else None,
        checked_by="赛务秘书" if checked else "", is_shortlisted=False, **more,
    )  # fmt: skip


def _plates(scene: Scene, contest: int, labels: list[str], on: date) -> dict[int, int]:
    """The draw as it was held: two shares, a word, and the order that anybody finds again."""
    title = scene.book.rows("contests.contest")[-1]["title"]
    shares = [
        _share(scene, contest, party, name)
        for party, name in (("secretary", "赛务秘书"), ("witness", "见证人"))
    ]
    at = datetime.combine(on, MORNING, CHINA)
    purpose = f"{title} {PURPOSE}"
    draw = scene.book.add(
        "contests.platedraw", contest_id=contest, purpose=purpose, entries=labels, listed_on=on,
        listed_by="赛务秘书", word=WORD, drawn_at=at + timedelta(minutes=40), drawn_by="赛务秘书",
    )  # fmt: skip
    for number, (party, share) in enumerate(shares, 1):
        scene.book.add(
            "contests.drawshare", draw_id=draw, party=party, account_id=-number, name=share.party,
            secret=share.secret.hex(), commitment=share.commitment,
            committed_at=at + timedelta(minutes=10 * number),
        )  # fmt: skip
    seed = seed_of_shares(
        purpose=purpose, entries=labels, shares=[s for _, s in shares], public=WORD
    )
    found = order_of(Lottery(purpose, tuple(labels), seed))
    return {int(label): plate for plate, (label, _ticket) in enumerate(found, 1)}


def _share(scene: Scene, contest: int, party: str, name: str) -> tuple[str, Share]:
    """Deterministic, as everything of the invented district is: no seed of a real draw comes this way."""
    secret = hashlib.sha256(f"{scene.wish.seed}:{scene.day}:{contest}:{party}".encode()).digest()
    bare = Share(f"{name} 演示", secret)
    return party, Share(bare.party, secret, share_commitment(bare))
