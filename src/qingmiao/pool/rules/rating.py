"""能力评价: a level means a behaviour, and rests on an example of just that person and dimension."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.pool.contracts import ExampleFacts
from qingmiao.pool.enums import RatingLevel
from qingmiao.rulebook.engine import Articles

REGULATION = "pool/anchors"


def anchor_of(*, dimension: str, level: str, articles: Articles) -> str:
    """行为描述: what somebody of this level is seen to do, as worded on the day."""
    return str(articles[dimension].value[RatingLevel.values.index(level)])


def flaws_of_rating(
    *, person_id: int, dimension: str, rated_on: date, example: ExampleFacts, on: date
) -> Iterator[str]:
    if example.person_id != person_id:
        yield _("所据事例说的不是这位同志")
    if example.dimension != dimension:
        yield _("所据事例不属于这一维度")
    if example.is_retracted:
        yield _("所据事例已经撤回")
    if rated_on > on:
        yield _("评价日期不得晚于今天")
    if example.happened_on > rated_on:
        yield _("评价日期不得早于事例发生之日")
