"""选 · 个人自荐与组织推荐: a notice every half year, and whom units and cadres named."""

from datetime import date, timedelta

from qingmiao.demo.rules.cadres import BELOW, Cadre, Group
from qingmiao.demo.rules.calling import decide
from qingmiao.demo.rules.demanding import district_demand
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.phrases import BEHAVIOUR, SEEN_AT_WORK
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import SourceKind

NOTICES = (
    (-46, "young"), (-40, ""), (-34, "women"), (-28, ""), (-22, "young"), (-16, "minority"),
    (-10, ""), (-4, "young"),
)  # fmt: skip
TITLES = {
    "": "优秀“四类干部”推荐", "young": "优秀年轻干部推荐", "women": "优秀女干部推荐",
    "minority": "优秀少数民族干部推荐",
}  # fmt: skip
NOTICE = "请各单位党组织按名额推荐，干部本人也可以自荐；每名人选写清一两件具体事例。"
EACH = 63
OPEN_DAYS = 20


def nominate(scene: Scene) -> None:
    draw = scene.draw("nominations")
    for months, category in NOTICES:
        opens = draw.workday(
            shifted(scene.day, months), shifted(scene.day, months) + timedelta(days=12)
        )
        closes = opens + timedelta(days=OPEN_DAYS)
        event = scene.record(
            "nominations.nominationevent", opens,
            title=f"{opens.year}年{'上' if opens.month < 7 else '下'}半年{TITLES[category]}",
            document_no=f"演组通〔{opens.year}〕{draw.randint(3, 60)}号",
            category_id=scene.codes["four_categories", category] if category else None,
            opens_on=opens, closes_on=closes, quota_per_unit=3, state="reviewed", notice=NOTICE,
            demand_id=district_demand(scene, opens),
        )  # fmt: skip
        _nominations(scene, event, opens, closes, category)


def _fits(cadre: Cadre, category: str, on: date) -> bool:
    if category == "women" and cadre.is_male:
        return False
    return cadre.age(on) <= 37 and cadre.group != Group.RANKED


def _nominations(scene: Scene, event: int, opens: date, closes: date, category: str) -> None:
    draw = scene.draw(f"nominations:{event}")
    pool = [c for c in scene.working(scene.young, opens) if _fits(c, category, opens)]
    eager = [c for c in pool if c.move or c.group not in BELOW]
    cited = district_demand(scene, opens)
    named = draw.some(eager, EACH // 3)
    named += draw.some([c for c in pool if c not in named], EACH - len(named))
    for cadre in named:
        on = draw.workday(opens, min(closes, scene.day))
        unit = scene.unit_on(cadre, on)
        chief = scene.chief_of(unit)
        is_own = draw.chance(0.18)
        dimension = draw.choice(SEEN_AT_WORK)
        merits = draw.choice(BEHAVIOUR[dimension])
        decision = draw.weighted(
            (
                ("tier_a" if cadre.is_leader else "tier_b", 5),
                ("training", 3),
                ("posting", 2),
                ("rejected", 2),
            )
        )
        organization = chief.name if chief and chief is not cadre else f"{unit.short}党组织"
        nominator = cadre.name if is_own else organization
        row = scene.record(
            "nominations.nomination", on, event_id=event, person_id=cadre.id, unit_id=unit.id,
            route="self" if is_own else "organization", nominator=nominator, submitted_on=on,
            dimension=dimension.value, merits=merits, unit_opinion="同意推荐，情况属实。", state="accepted", decision=decision,
            opinion="recorded" if is_own else "",
            decision_note="会商研判：暂不成熟，继续培养" if decision == "rejected" else "",
        )  # fmt: skip
        if cited is not None and decision != "rejected":
            scene.find(
                cited, cadre, found_by="nomination", on=on,
                text=f"{unit.short}{'个人自荐' if is_own else '组织推荐'}",
                origin=("nominations.nomination", row),
            )  # fmt: skip
        decide(scene, event, cadre.id, decision, min(later(closes, 20), scene.day))
        if not is_own and chief is not None and chief is not cadre and decision != "rejected":
            scene.claim(
                cadre=cadre, dimension=dimension, text=merits, kind=SourceKind.NOMINATION,
                name=f"{unit.short}党组织", on=on, origin=("nominations.nomination", row),
                source=chief, unit=unit,
            )  # fmt: skip
