"""What an observation must hold to stand."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.selection.observations.contracts import ObservationFacts
from qingmiao.selection.observations.enums import ObservationState

NEEDS_A_WITNESS = frozenset(
    {ObservationState.WITNESSED, ObservationState.QUESTIONED, ObservationState.ACCEPTED}
)


def flaws_of_observation(facts: ObservationFacts, *, on: date) -> Iterator[str]:
    """Seen while the front was open, not tomorrow, and confirmed by somebody who is named."""
    if facts.observed_on > on:
        yield _("识别日期不得晚于今天")
    if facts.observed_on < facts.front_begins:
        yield _("识别日期不得早于一线任务开始的日期")
    if facts.front_ends is not None and facts.observed_on > facts.front_ends:
        yield _("识别日期不得晚于一线任务结束的日期")
    if facts.state in NEEDS_A_WITNESS and not facts.has_witness:
        yield _("旁证和采信都须填写旁证人")
