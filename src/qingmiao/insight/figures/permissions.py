from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS
from qingmiao.access.permissions import Permission, district, everywhere
from qingmiao.insight.figures.models import ReadingChoice
from qingmiao.kernel.actor import Actor

# A figure has no table of its own, so the readings stand for the matter: who may see a row of
# them may see every figure of the district, and the rows behind it.
READ_FIGURES = Permission[ReadingChoice](
    code="figures.figure.read",
    sentence=_("全区指标只对部领导、干部科和区领导开放"),
    scope=district(DISTRICT_READERS),
)
READ_DEFINITIONS = Permission[ReadingChoice](
    code="figures.definition.read",
    sentence=_("您无权查看指标目录"),
    scope=everywhere((*DISTRICT_READERS, *LIAISONS, *UNIT_HANDS)),
)
CHOOSE_READINGS = Permission[ReadingChoice](
    code="figures.reading.choose",
    sentence=_("您无权设定统计口径"),
    scope=district(DEPARTMENT),
)


def reads_figures(actor: Actor) -> bool:
    return not READ_FIGURES.nowhere(actor)


def reads_definitions(actor: Actor) -> bool:
    return not READ_DEFINITIONS.nowhere(actor)


def chooses_readings(actor: Actor) -> bool:
    return not CHOOSE_READINGS.nowhere(actor)
