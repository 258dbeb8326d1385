"""管 · 保温扣: talent flats with their leases, and holiday care for children."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.draw import Draw, later, shifted
from qingmiao.demo.rules.names import full_name
from qingmiao.demo.rules.scene import Scene

FLATS, OCCUPIED = 135, 128  # F24, F25: 128 of 135 is 94.8 %
BUILDINGS = (("青澜人才公寓1号楼", 60), ("青澜人才公寓2号楼", 45), ("锦帆路人才公寓", 30))
KINDS = (
    ("single", "32.50", "380.00"),
    ("one_room", "48.20", "560.00"),
    ("two_rooms", "71.60", "820.00"),
)
LEFT_STOCK = 3
"""Flats that were given back to their owner: history, no longer stock."""
CHILD_NAMES = (
    "豆豆",
    "乐乐",
    "朵朵",
    "果果",
    "安安",
    "团团",
    "可可",
    "小满",
    "米粒",
    "阿宝",
    "星星",
    "糖糖",
)


def let_flats(scene: Scene) -> None:
    draw = scene.draw("flats")
    ready = (shifted(scene.day, -44), shifted(scene.day, -38), shifted(scene.day, -27))
    flats: list[tuple[int, date]] = []
    for (building, count), begins in zip(BUILDINGS, ready, strict=True):
        rooms = [f"{number // 6 + 1}0{number % 6 + 1}" for number in range(count)]
        flats += [(_flat(scene, draw, building, room, begins, None), begins) for room in rooms]
    for number in range(LEFT_STOCK):
        _flat(scene, draw, "旧文澜路公寓", f"10{number + 1}", ready[0], shifted(scene.day, -20))
    tenants = [c for c in scene.young if c.group != Group.COUNTY and c.age(scene.day) <= 36]
    draw.shuffle(tenants)
    queue = iter(tenants)
    lived_in = set(draw.sample(range(FLATS), OCCUPIED))
    for index, (flat, begins) in enumerate(flats):
        _leases(
            scene,
            draw,
            queue,
            flat,
            later(begins, draw.randint(5, 70)),
            is_lived_in=index in lived_in,
        )


def _flat(
    scene: Scene, draw: Draw, building: str, room: str, begins: date, ends: date | None
) -> int:
    kind, area, rent = draw.choice(KINDS)
    return scene.record(
        "apartments.flat", begins, building=building, room_no=room, kind=kind, area=Decimal(area),
        monthly_rent=Decimal(rent), begins=begins, ends=ends,
    )  # fmt: skip


def _leases(
    scene: Scene, draw: Draw, queue: Iterator[Cadre], flat: int, begins: date, *, is_lived_in: bool
) -> None:
    """Earlier tenants first; whoever lives there today moved in last."""
    at = begins
    while shifted(at, 26) < scene.day:
        ends = shifted(at, draw.randint(10, 24))
        _lease(scene, draw, queue, flat, at, ends)
        at = later(ends, draw.randint(4, 40))
    if is_lived_in:
        _lease(scene, draw, queue, flat, min(at, later(scene.day, -6)), None)
    elif later(at, 40) < scene.day:
        _lease(scene, draw, queue, flat, at, draw.day(later(at, 20), later(scene.day, -2)))


def _lease(
    scene: Scene, draw: Draw, queue: Iterator[Cadre], flat: int, begins: date, ends: date | None
) -> None:
    cadre = next(queue, None) if draw.chance(0.72) else None
    if cadre is not None and cadre.entry > begins:
        cadre = None
    name = cadre.name if cadre else full_name(draw, is_male=draw.chance(0.6), is_young=True)
    scene.record(
        "apartments.lease", begins, flat_id=flat, tenant_kind="cadre" if cadre else "talent",
        person_id=cadre.id if cadre else None, tenant_name=name, begins=begins,
        planned_end=shifted(begins, 36), ends=ends, state="ended" if ends else "living",
    )  # fmt: skip


def mind_children(scene: Scene) -> None:
    """Two classes each summer; whoever has a child of school age may apply."""
    draw = scene.draw("childcare")
    parents = [c for c in scene.serving if 31 <= c.age(scene.day) <= 46 and c.group != Group.COUNTY]
    for year in range(scene.almanac.begins.year, scene.day.year + 1):
        begins, ends = date(year, 7, 8), date(year, 8, 16)
        if begins < scene.almanac.begins or begins > scene.day:
            continue
        for name, grades, first in (("一班", "1-3年级", 1), ("二班", "4-6年级", 4)):
            session = scene.record(
                "childcare.caresession", later(begins, -30), title=f"“心有所‘暑’不负所托”{year}年暑期托管{name}",
                begins=begins, ends=ends, place="区实验小学", grades=grades, seats=30,
            )  # fmt: skip
            for number, cadre in enumerate(
                draw.some(scene.working(parents, later(begins, -30)), 34)
            ):
                state = (
                    "waiting" if number >= 30 else "finished" if ends < scene.day else "confirmed"
                )
                on = draw.day(later(begins, -28), later(begins, -10))
                scene.record(
                    "childcare.enrolment", on, session_id=session, guardian_id=cadre.id,
                    child_alias=draw.choice(CHILD_NAMES), grade=first + draw.randrange(3), applied_on=on,
                    has_consent=True, state=state,
                )  # fmt: skip
