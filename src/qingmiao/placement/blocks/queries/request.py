"""What is asked about requests: by their desk, their handler, the nightly tasks, and evidence."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.contracts import WorkingClock
from qingmiao.placement.blocks.enums import AnswerBy, BlockRole, RequestState, StepKind
from qingmiao.placement.blocks.models import (
    OPEN,
    Block,
    Duty,
    RequestPhoto,
    RequestStep,
    ResidentRequest,
)
from qingmiao.placement.blocks.permissions import (
    DESK_BLOCKS,
    DESK_REQUESTS,
    KEEP_PHOTOS,
    VIEW_PHOTOS,
)
from qingmiao.placement.blocks.rules.deadline import clock
from qingmiao.placement.blocks.rules.way import ENDED
from qingmiao.rulebook.library import regulation
from qingmiao.workdays.queries import work_calendar

BOOK = "blocks/requests"
YEAR = timedelta(days=365)
MOST_TO_CALL = 100
HANDLING = (BlockRole.GOVERNOR, BlockRole.ASSISTANT)
"""Who is given requests. The supervisor of a block watches over them and handles none."""


def limit(name: str, *, on: date) -> int:
    """A number of the district's own book for requests, as it stands on the day."""
    return int(regulation(BOOK).on(on)[name].value)


def is_rewritten(row: ResidentRequest, fields: Iterable[str]) -> bool:
    """Whether somebody would write over what stands of a request."""
    stored = ResidentRequest.objects.get(pk=row.pk)
    return any(getattr(stored, name) != getattr(row, name) for name in fields)


def hours_granted(*, on: date) -> dict[str, int]:
    return {name: int(hours) for name, hours in regulation(BOOK).on(on)["hours"].value.items()}


def live() -> Any:
    """Requests that move by their steps."""
    return ResidentRequest.objects.standing().filter(received_at__isnull=False)


def desk_blocks(*, actor: Actor, on: date) -> QuerySet[Block]:
    """For which blocks the actor takes requests in."""
    return DESK_BLOCKS.rows(actor, standing_blocks(on=on))


def standing_block(*, block_id: int, on: date) -> Block | None:
    """A block as it takes requests on the day, whoever asks."""
    found: Block | None = standing_blocks(on=on).filter(pk=block_id).first()
    return found


def standing_blocks(*, on: date) -> QuerySet[Block]:
    """Every block of the day: where a request that came to the wrong one may go."""
    rows = Block.objects.standing().filter(begins__lte=on).exclude(ends__lte=on)
    return rows.select_related("unit").order_by("unit__sort_no", "code")


def kept_photo(*, actor: Actor, pk: int) -> RequestPhoto:
    rows = RequestPhoto.objects.standing().select_related("request__block")
    return KEEP_PHOTOS.one(actor, rows, pk=pk)


def kept_block(*, actor: Actor, pk: int) -> Block:
    return DESK_BLOCKS.one(actor, Block.objects.standing().select_related("unit"), pk=pk)


def on_duty(*, block_id: int, on: date) -> QuerySet[Person]:
    """Who may be given a request of the block: its 治理员 and 协理员 of the day."""
    held = (
        Duty.objects.standing()
        .filter(block_id=block_id, role__in=HANDLING, begins__lte=on)
        .exclude(ends__lte=on)
    )
    return Person.objects.filter(pk__in=held.values("person_id")).order_by("pinyin", "pk")


def alike(*, actor: Actor, row: ResidentRequest) -> list[ResidentRequest]:
    """Open requests of the same block that may be the same matter: the same category first, newest first."""
    rows = DESK_REQUESTS.rows(actor, live()).select_related("block")
    found = rows.filter(block_id=row.block_id, state__in=OPEN).exclude(pk=row.pk)
    listed = list(found.order_by("-received_on", "-pk")[:MOST_TO_CALL])
    return sorted(listed, key=lambda each: each.category != row.category)


def way_of(row: ResidentRequest) -> list[RequestStep]:
    return list(row.way.select_related("handler").order_by("-pk"))


def ended_on(row: ResidentRequest) -> date | None:
    """The day on which nobody waited any more."""
    last = row.way.filter(kind__in=[StepKind.CONFIRMED, StepKind.CLOSED]).order_by("-pk")
    at = last.values_list("at", flat=True).first()
    return timezone.localtime(at).date() if at else row.done_on


def clock_of(row: ResidentRequest, *, at: datetime) -> WorkingClock | None:
    """How much of its working time a live request has used by ``at``, or by the last word of its handler."""
    if row.term_at is None or row.due_at is None:
        return None
    stop = at
    if row.state not in OPEN:
        steps = row.way.filter(kind=StepKind.DONE).order_by("-pk")
        stop = steps.values_list("at", flat=True).first() or at
    begins, ends = timezone.localtime(row.term_at), timezone.localtime(row.due_at)
    calendar = work_calendar(on=timezone.localtime(at).date())
    return clock(begins=begins, ends=ends, at=timezone.localtime(stop), calendar=calendar)


def photos_of(*, actor: Actor, row: ResidentRequest) -> list[RequestPhoto]:
    """What the actor may see of a request, without the content."""
    rows = RequestPhoto.objects.standing().filter(request=row).defer("sealed", "digest")
    return list(VIEW_PHOTOS.rows(actor, rows).order_by("-phase", "pk"))


def confirmed_before(*, row: ResidentRequest, on: date) -> int:
    """How often the same resident confirmed other work of the same handler in the year before the day."""
    if row.sender_index is None or row.handler_id is None:
        return 0
    return int(
        live()
        .filter(
            sender_index=bytes(row.sender_index),
            handler_id=row.handler_id,
            state=RequestState.CONFIRMED,
            done_on__gt=on - YEAR,
        )
        .exclude(pk=row.pk)
        .count()
    )


def overdue(*, at: datetime) -> Iterator[int]:
    """Live requests past their moment for which nobody was called to account yet."""
    rows = live().filter(state__in=OPEN, due_at__lt=at, supervised_at__isnull=True)
    yield from rows.order_by("pk").values_list("pk", flat=True)


def unanswered(*, on: date) -> Iterator[int]:
    """Reported done, and no word from the resident within the days of the book."""
    last = on - timedelta(days=limit("answer_days", on=on))
    rows = live().filter(state=RequestState.DONE, done_on__lte=last)
    yield from rows.order_by("pk").values_list("pk", flat=True)


def outlived_contacts(*, on: date) -> QuerySet[ResidentRequest]:
    """Numbers nobody may need any more: of requests that can no longer come back."""
    last = on - timedelta(days=limit("reopen_days", on=on) + limit("answer_days", on=on))
    over = Q(state__in=ENDED, done_on__lt=last) | Q(
        state__in=[RequestState.DECLINED, RequestState.MERGED], received_on__lt=last
    )
    return ResidentRequest.objects.filter(over, contact_sealed__isnull=False)


def is_sampled(row: ResidentRequest, *, on: date) -> bool:
    """Whether a confirmation by link is called back: one in so many, by a number nobody sees."""
    if row.uid is None or row.answered_by != AnswerBy.LINK:
        return False
    return bool(row.uid.int % limit("sample_one_in", on=on) == 0)


def to_call(*, actor: Actor, on: date) -> list[ResidentRequest]:
    """待回访: whom the desk should call. Done and still without an answer, and the sample of confirmations."""
    rows = DESK_REQUESTS.rows(actor, live()).select_related("block__unit", "handler")
    silent = rows.filter(state=RequestState.DONE).order_by("done_on", "pk")[:MOST_TO_CALL]
    since = on - timedelta(days=limit("reopen_days", on=on))
    told = rows.filter(
        state=RequestState.CONFIRMED, answered_by=AnswerBy.LINK, checked_by="", done_on__gte=since
    ).order_by("done_on", "pk")
    sampled = [row for row in told[: MOST_TO_CALL * 10] if is_sampled(row, on=on)]
    return [*silent, *sampled[:MOST_TO_CALL]]
