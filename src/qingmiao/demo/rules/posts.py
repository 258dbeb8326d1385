"""Which posts (职数) a body of each kind has."""

from dataclasses import dataclass

from qingmiao.demo.rules.unit_names import LARGE, LED_FROM_ABOVE
from qingmiao.orgs.enums import Level, Principal, UnitKind

CHIEF, DEPUTY, CLERK = Level.SECTION_CHIEF, Level.SECTION_DEPUTY, Level.CLERK
NONE, PARTY, GOVERNMENT = Principal.NONE, Principal.PARTY, Principal.GOVERNMENT


@dataclass(frozen=True, slots=True)
class Slot:
    title: str
    level: Level
    headcount: int = 1
    principal: Principal = NONE

    @property
    def is_leading_team(self) -> bool:
        return self.level != CLERK


DISTRICT = (
    Slot("区委书记", Level.COUNTY_CHIEF, 1, PARTY),
    Slot("区委副书记、区长", Level.COUNTY_CHIEF, 1, GOVERNMENT),
    Slot("区委副书记", Level.COUNTY_DEPUTY),
    Slot("区委常委、常务副区长", Level.COUNTY_DEPUTY),
    Slot("区委常委、区委办公室主任", Level.COUNTY_DEPUTY),
    Slot("区人大常委会主任", Level.COUNTY_CHIEF),
    Slot("区政协主席", Level.COUNTY_CHIEF),
    Slot("副区长", Level.COUNTY_DEPUTY, 5),
    Slot("区人大常委会副主任", Level.COUNTY_DEPUTY, 4),
    Slot("区政协副主席", Level.COUNTY_DEPUTY, 4),
)
ORGAN = {
    "区纪委监委机关": ("区委常委、区纪委书记", "副书记", "常委"),
    "区委组织部": ("区委常委、部长", "常务副部长", "副部长"),
    "区委宣传部": ("区委常委、部长", "常务副部长", "副部长"),
    "区委统战部": ("区委常委、部长", "常务副部长", "副部长"),
    "区委政法委": ("区委常委、书记", "常务副书记", "副书记"),
}
TOWNSHIP = (
    Slot("党委书记", CHIEF, 1, PARTY),
    Slot("党委副书记、镇长", CHIEF, 1, GOVERNMENT),
    Slot("人大主席", CHIEF),
    Slot("党委副书记、政法委员", DEPUTY),
    Slot("党委委员、纪委书记", DEPUTY),
    Slot("党委委员、组织委员", DEPUTY),
    Slot("党委委员、宣传委员", DEPUTY),
    Slot("党委委员、武装部部长", DEPUTY),
    Slot("党委委员、副镇长", DEPUTY, 2),
    Slot("副镇长", DEPUTY, 2),
    Slot("党政综合办公室主任", CLERK),
    Slot("经济发展办公室主任", CLERK),
    Slot("社会事务办公室主任", CLERK),
    Slot("农业综合服务中心主任", CLERK),
)
SUBDISTRICT = (
    Slot("党工委书记", CHIEF, 1, PARTY),
    Slot("党工委副书记、办事处主任", CHIEF, 1, GOVERNMENT),
    Slot("人大工委主任", CHIEF),
    Slot("党工委副书记", DEPUTY),
    Slot("党工委委员、纪工委书记", DEPUTY),
    Slot("党工委委员、组织委员", DEPUTY),
    Slot("党工委委员、宣传统战委员", DEPUTY),
    Slot("党工委委员、武装部部长", DEPUTY),
    Slot("办事处副主任", DEPUTY, 3),
    Slot("党政综合办公室主任", CLERK),
    Slot("城市管理办公室主任", CLERK),
    Slot("社区建设办公室主任", CLERK),
)


def _organ(short: str) -> tuple[Slot, ...]:
    if short in LED_FROM_ABOVE:
        head, first, others = ORGAN[short]
        return (
            Slot(head, Level.COUNTY_DEPUTY, 1, PARTY),
            Slot(first, CHIEF),
            Slot(others, DEPUTY, 3),
            Slot("办公室主任", CLERK),
            Slot("科长", CLERK, 3),
        )
    head = "书记" if short.endswith("工委") else "局长" if short.endswith("局") else "主任"
    return (
        Slot(head, CHIEF, 1, PARTY),
        Slot(f"副{head}", DEPUTY, 3),
        Slot("办公室主任", CLERK),
        Slot("科长", CLERK, 2),
    )


def _department(short: str) -> tuple[Slot, ...]:
    head = "主任" if short.endswith("办公室") else "局长"
    return (
        Slot(f"党组书记、{head}", CHIEF, 1, GOVERNMENT),
        Slot(f"党组成员、副{head}", DEPUTY, 3),
        Slot(f"副{head}", DEPUTY),
        Slot("党组成员、总工程师", DEPUTY),
        Slot("办公室主任", CLERK),
        Slot("科长", CLERK, 3),
    )


def _institution(short: str) -> tuple[Slot, ...]:
    head = (
        "院长" if short.endswith("院")
        else "校长" if short.endswith(("学", "校"))
        else "馆长" if short.endswith("馆")
        else "主任"
    )  # fmt: skip
    if short in LARGE:
        return (
            Slot(head, CHIEF, 1, GOVERNMENT), Slot(f"副{head}", DEPUTY, 3), Slot("办公室主任", CLERK)
        )  # fmt: skip
    return Slot(head, DEPUTY, 1, GOVERNMENT), Slot(f"副{head}", CLERK, 2)


def slots(short: str, kind: UnitKind) -> tuple[Slot, ...]:
    match kind:
        case UnitKind.DISTRICT:
            return DISTRICT
        case UnitKind.PARTY:
            return _organ(short)
        case UnitKind.GOVERNMENT:
            return _department(short)
        case UnitKind.ASSEMBLY:
            return (
                Slot("办公室主任", CHIEF), Slot("专门委员会主任", CHIEF, 4),
                Slot("专门委员会副主任", DEPUTY, 5), Slot("科长", CLERK, 2),
            )  # fmt: skip
        case UnitKind.MASS:
            head = "书记" if short == "团区委" else "主席"
            return (
                Slot(head, CHIEF, 1, PARTY), Slot(f"副{head}", DEPUTY, 2), Slot("办公室主任", CLERK)
            )  # fmt: skip
        case UnitKind.TOWNSHIP if short.endswith("乡"):
            return tuple(_of_a_small_town(slot) for slot in TOWNSHIP)
        case UnitKind.TOWNSHIP:
            return TOWNSHIP
        case UnitKind.SUBDISTRICT:
            return SUBDISTRICT
        case UnitKind.PARK:
            return (
                Slot("党工委书记", CHIEF, 1, PARTY), Slot("管委会主任", CHIEF, 1, GOVERNMENT),
                Slot("党工委委员、管委会副主任", DEPUTY, 3), Slot("综合部部长", CLERK),
                Slot("招商部部长", CLERK), Slot("建设部部长", CLERK),
            )  # fmt: skip
        case UnitKind.ENTERPRISE:
            return (
                Slot("党委书记、董事长", CHIEF, 1, GOVERNMENT), Slot("总经理", DEPUTY),
                Slot("副总经理", DEPUTY, 2), Slot("部门经理", CLERK, 3),
            )  # fmt: skip
        case _:
            return _institution(short)


def _of_a_small_town(slot: Slot) -> Slot:
    """A township without town status (乡) has a 乡长."""
    return Slot(slot.title.replace("镇长", "乡长"), slot.level, slot.headcount, slot.principal)
