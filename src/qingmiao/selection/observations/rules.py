"""What an observation must hold to stand, and which way it goes."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.selection.observations.contracts import ObservationFacts
from qingmiao.selection.observations.enums import FOUR_DIMENSIONS
from qingmiao.selection.observations.enums import ObservationState as State

WITNESSING = "observations/witnessing"

WAYS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.WITNESSED, State.QUESTIONED, State.DRAFT}),
    State.WITNESSED: frozenset({State.ACCEPTED, State.DRAFT}),
    State.QUESTIONED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset(),
}
"""Each step and what follows it. Accepted stands for good: who errs voids it and enters it anew."""

OPEN_TO_CHANGE = frozenset({State.DRAFT, State.QUESTIONED})
"""Only then the text may change: whoever confirmed it confirmed these words."""


def may_go(old: str, new: State) -> bool:
    return new in WAYS[State(old)]


def flaws_of_front(*, begins: date, kind_ends: date | None) -> Iterator[str]:
    """A kind the district has closed takes no new front; fronts of its time keep it."""
    if kind_ends is not None and begins >= kind_ends:
        yield _("这一类别已于 %(day)s 停用，请在码表中另选类别") % {"day": f"{kind_ends:%Y.%m.%d}"}


def flaws_of_observation(facts: ObservationFacts, *, on: date) -> Iterator[str]:
    """Seen while the front was open, not tomorrow, on one of the four dimensions, step by step."""
    if facts.observed_on > on:
        yield _("识别日期不得晚于今天")
    if facts.observed_on < facts.front_begins:
        yield _("识别日期不得早于一线任务开始的日期")
    if facts.front_ends is not None and facts.observed_on > facts.front_ends:
        yield _("识别日期不得晚于一线任务结束的日期")
    if facts.dimension not in FOUR_DIMENSIONS:
        yield _("一线识别只记政治表现、担当能力、抗压水平、应对复杂局面")
    if facts.state != State.DRAFT and not facts.has_witness:
        yield _("提交、旁证和采信都须填写旁证人")
    if facts.old_state is None:
        if facts.state != State.DRAFT and not facts.from_past:
            yield _("识别从草稿开始，经提交、旁证、采信，不能直接登记为其他状态")
    elif facts.old_state not in OPEN_TO_CHANGE:
        yield _("已提交旁证的识别不能修改，请退回后再改，或作废后重新登记")
    elif facts.state != facts.old_state:
        yield _("状态随提交、旁证、采信变动，不能直接修改")
