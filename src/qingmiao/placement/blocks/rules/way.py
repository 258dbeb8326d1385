"""Which step a request may take from where it stands. Closing is not solving: only the resident's word confirms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.translation import gettext as _

from qingmiao.placement.blocks.enums import RequestState, StepKind

K, S = StepKind, RequestState


@dataclass(frozen=True, slots=True)
class Way:
    """From which states a step may be taken, and where it leads; ``None`` stays where it is."""

    sources: frozenset[str]
    target: RequestState | None


def _way(target: RequestState | None, *sources: RequestState) -> Way:
    return Way(frozenset(sources), target)


WAITING = (S.RECEIVED, S.CLASSIFIED, S.DISPATCHED, S.WORKING, S.REOPENED)
WAYS: Mapping[StepKind, Way] = MappingProxyType({
    K.CLASSIFIED: _way(S.CLASSIFIED, S.RECEIVED, S.CLASSIFIED),
    K.DISPATCHED: _way(S.DISPATCHED, S.CLASSIFIED, S.REOPENED),
    K.TRANSFERRED: _way(S.DISPATCHED, S.DISPATCHED, S.WORKING),
    K.ACCEPTED: _way(S.WORKING, S.DISPATCHED, S.REOPENED),
    K.NOTED: _way(None, S.WORKING),
    K.DONE: _way(S.DONE, S.WORKING),
    K.CONFIRMED: _way(S.CONFIRMED, S.DONE),
    K.DENIED: _way(S.REOPENED, S.DONE),
    K.UNREACHED: _way(None, S.DONE, S.CONFIRMED),
    K.CHECKED: _way(None, S.CONFIRMED),
    K.REOPENED: _way(S.REOPENED, S.CONFIRMED, S.CLOSED),
    K.CLOSED: _way(S.CLOSED, S.DONE),
    K.DECLINED: _way(S.DECLINED, S.RECEIVED, S.CLASSIFIED),
    K.MOVED: _way(S.RECEIVED, *WAITING),
    K.MERGED: _way(S.MERGED, *WAITING),
    K.SUPERVISED: _way(None, *WAITING),
})  # fmt: skip
"""Every step there is. What moved to another block is looked at anew by its desk; its clock runs on."""

ENDED = frozenset({S.CONFIRMED, S.CLOSED})
"""Where nobody waits any more; from here a request comes back only within the days of the regulation."""


def leads(kind: StepKind, *, old: str) -> bool:
    return old in WAYS[kind].sources


def state_after(kind: StepKind, *, old: str) -> RequestState:
    return WAYS[kind].target or S(old)


def flaws_of_step(kind: StepKind, *, old: str) -> Iterator[str]:
    if not leads(kind, old=old):
        yield (
            _("这件诉求现在是“%(state)s”，不能办理“%(step)s”，可能他人刚刚办理过")
            % {"state": S(old).label, "step": kind.label}
        )


def flaws_of_reopening(*, ended_on: date | None, on: date, days: int) -> Iterator[str]:
    """A request that ended longer ago than ``days`` is not reopened: it is entered anew."""
    if ended_on is not None and on > ended_on + timedelta(days=days):
        yield (
            _("这件诉求已于 %(day)s 了结，超过 %(days)d 天不再重新办理，请另行登记一件")
            % {"day": f"{ended_on:%Y.%m.%d}", "days": days}
        )
