"""炼 · 三级干部进区块: blocks, who answers for them, and what residents asked."""

from datetime import date, timedelta

from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.orgs.enums import UnitKind

PERSONS_ON_DUTY = 522  # F19: 500余
SECOND_DUTIES = 74
BLOCKS_PER_UNIT = 4
REQUESTS = 1_530
ROLES = ("governor", "assistant", "assistant", "supervisor")
ASKED = {
    "environment": ("楼道堆物长期无人清理", "河道边有垃圾", "垃圾箱满溢"),
    "facilities": ("路灯不亮", "健身器材损坏", "井盖松动", "电梯频繁停运"),
    "dispute": ("楼上漏水协商不成", "停车位争执", "宅基地边界有争议"),
    "policy": ("咨询加装电梯补贴", "咨询医保转移", "咨询公租房申请"),
    "livelihood": ("独居老人需要助餐", "残疾人辅具申请", "临时困难求助"),
    "safety": ("飞线充电", "老树倾斜有隐患", "沿街招牌松动"),
    "other": ("希望增设公交站", "建议开放学校操场"),
}
DONE = (
    "已上门处理并回访。",
    "协调相关单位当日解决。",
    "纳入本月改造计划并公示。",
    "双方签订调解协议。",
)


def keep_blocks(scene: Scene) -> list[Cadre]:
    """Write blocks, duties and requests; answers who is on duty today, the first of each block."""
    draw = scene.draw("blocks")
    founded = shifted(scene.day, -42)
    blocks = []
    for unit in scene.tree.of(UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        for number in range(1, BLOCKS_PER_UNIT + 1):
            row = scene.record(
                "blocks.block", founded, code=f"QK-{unit.id:03d}-{number:02d}",
                name=f"{unit.short}第{'一二三四'[number - 1]}区块", unit_id=unit.id,
                households=draw.randint(420, 1_900), begins=founded, ends=None,
            )  # fmt: skip
            blocks.append((row, unit.id))
    on_duty = _duties(scene, blocks, founded)
    _requests(scene, [row for row, _ in blocks], on_duty, founded)
    return [holders[0][0] for holders in on_duty.values() if holders]


def _duties(
    scene: Scene, blocks: list[tuple[int, int]], founded: date
) -> dict[int, list[tuple[Cadre, date, date | None]]]:
    """Everybody of the drawn crowd serves once, some of them later a second time in another block."""
    draw = scene.draw("duties")
    crowd = draw.some(scene.working(scene.young, shifted(scene.day, -4)), PERSONS_ON_DUTY)
    if len(crowd) < PERSONS_ON_DUTY:
        elder = [c for c in scene.serving if 40 < c.age(scene.day) <= 48 and not c.is_leader]
        crowd += draw.some(elder, PERSONS_ON_DUTY - len(crowd))
    held: dict[int, list[tuple[Cadre, date, date | None]]] = {row: [] for row, _ in blocks}
    again: list[tuple[Cadre, int, date]] = []
    for index, cadre in enumerate(crowd):
        own = [row for row, unit in blocks if unit == cadre.home.id]
        block = draw.choice(own) if own and draw.chance(0.8) else blocks[index % len(blocks)][0]
        begins = draw.day(max(founded, shifted(cadre.entry, 1)), later(scene.day, -25))
        ends = shifted(begins, draw.randint(8, 20))
        _duty(scene, held, block, cadre, begins, ends, ROLES[index % len(ROLES)])
        if ends < later(scene.day, -40):
            again.append((cadre, block, ends))
    for cadre, block, ended in draw.some(again, SECOND_DUTIES):
        other = draw.choice([row for row, _ in blocks if row != block])
        begins = draw.day(later(ended, 5), later(scene.day, -10))
        _duty(scene, held, other, cadre, begins, shifted(begins, 14), "supervisor")
    return held


def _duty(
    scene: Scene,
    held: dict[int, list[tuple[Cadre, date, date | None]]],
    block: int,
    cadre: Cadre,
    begins: date,
    ends: date,
    role: str,
) -> None:
    over = ends if ends <= scene.day else None
    tiers = {
        UnitKind.TOWNSHIP: "township",
        UnitKind.SUBDISTRICT: "township",
        UnitKind.INSTITUTION: "village",
    }
    scene.record(
        "blocks.duty", begins, block_id=block, person_id=cadre.id, role=role,
        tier=tiers.get(cadre.home.kind, "district"), begins=begins, ends=over,
        handover="台账、钥匙和在办诉求已移交" if over else "",
    )  # fmt: skip
    held[block].append((cadre, begins, over))


def _requests(
    scene: Scene,
    blocks: list[int],
    on_duty: dict[int, list[tuple[Cadre, date, date | None]]],
    founded: date,
) -> None:
    draw = scene.draw("requests")
    categories = list(ASKED)
    for _ in range(REQUESTS):
        block, received = draw.choice(blocks), draw.day(founded, scene.day)
        there = [
            c
            for c, begins, ends in on_duty[block]
            if begins <= received and (ends is None or received < ends)
        ]
        handler = draw.choice(there) if there else None
        category = draw.choice(categories)
        content = draw.choice(ASKED[category])
        done = received + timedelta(days=draw.randint(1, 12))
        is_done = done <= scene.day and handler is not None
        state = (
            draw.weighted((("confirmed", 7), ("closed", 2), ("done", 1)))
            if is_done
            else ("received" if handler is None else "working")
        )
        if handler is None and received < later(scene.day, -30):
            state, is_done, done = "closed", True, received + timedelta(days=9)
        satisfaction = draw.weighted(((5, 6), (4, 3), (3, 1))) if state == "confirmed" else None
        row = scene.record(
            "blocks.residentrequest", received, block_id=block, received_on=received, category=category,
            content=content, contact_masked=f"****{draw.randrange(10_000):04d}",
            handler_id=handler.id if handler else None, due_on=received + timedelta(days=10),
            done_on=min(done, scene.day) if is_done else None, outcome=draw.choice(DONE) if is_done else "",
            state=state, satisfaction=satisfaction,
        )  # fmt: skip
        if satisfaction == 5 and handler and draw.chance(0.3):
            scene.claim(
                cadre=handler, dimension=Dimension.MASSES, text=f"办结群众诉求“{content}”，群众满意",
                kind=SourceKind.RESIDENT, name="区块群众", on=done, origin=("blocks.residentrequest", row),
            )  # fmt: skip
