"""What waits for whom: list, count, digest and calendar are this one question."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.notices.contracts import Event, Line
from qingmiao.notices.deeds import DIGEST_READY, KINDS
from qingmiao.notices.models import Digest, Notice
from qingmiao.notices.permissions import READ_DIGESTS, READ_NOTICES

SOON = timedelta(days=3)
MOST_ON_THE_BELL = 100
UNREAD = Q(read_at__isnull=True, settled_at__isnull=True)
TO_DO = (Q(asks=True) | Q(due_on__isnull=False)) & Q(settled_at__isnull=True)
SHELVES = {"unread": UNREAD, "todo": TO_DO, "all": Q()}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    code: str
    title: str
    count: int


def readable(actor: Actor) -> QuerySet[Notice]:
    """Notices of the actor about things they may see now, the newest first."""
    return READ_NOTICES.rows(actor, Notice.objects.all())


def waiting(actor: Actor) -> int:
    """The number on the bell; a hundred stands for many."""
    return readable(actor).filter(UNREAD).order_by()[:MOST_ON_THE_BELL].count()


def next_day(actor: Actor) -> tuple[int, date | None]:
    """How many to-dos wait for the actor, and the first of their days."""
    found = readable(actor).filter(TO_DO).order_by().aggregate(n=Count("pk"), day=Min("due_on"))
    return found["n"], found["day"]


def shelf_counts(rows: QuerySet[Notice]) -> dict[str, int]:
    counts: dict[str, int] = rows.order_by().aggregate(
        **{name: Count("pk", filter=shelf) for name, shelf in SHELVES.items() if name != "all"},
        all=Count("pk"),
    )
    return counts


def on_shelf(rows: QuerySet[Notice], shelf: str) -> QuerySet[Notice]:
    """To-dos by their day, those without one last; everything else the newest first."""
    found = rows.filter(SHELVES[shelf])
    return found.order_by(F("due_on").asc(nulls_last=True), "-pk") if shelf == "todo" else found


def kinds_there(rows: QuerySet[Notice]) -> list[KindCount]:
    found = rows.order_by().values_list("kind").annotate(total=Count("pk")).order_by("kind")
    return [
        KindCount(code=code, title=KINDS[code].title if code in KINDS else code, count=total)
        for code, total in found
    ]


def line_of(notice: Notice, *, on: date) -> Line:
    """The notice in the reader's language. A kind no room declares any more is named by its code."""
    kind = KINDS.get(notice.kind)
    is_open = notice.settled_at is None
    return Line(
        pk=notice.pk,
        told=kind.tell(notice.detail) if kind else notice.kind,
        kind=kind.title if kind else notice.kind,
        url=notice.url,
        sent_at=notice.sent_at,
        sent_by=notice.sent_by,
        due_on=notice.due_on,
        is_read=notice.read_at is not None,
        is_settled=not is_open,
        asks=notice.asks,
        tone=_tone(notice.due_on, on) if is_open else "",
    )


def _tone(due_on: date | None, on: date) -> str:
    if due_on is None or due_on > on + SOON:
        return ""
    return "danger" if due_on < on else "warning"


def events_for(*, actor: Actor, origin: str) -> list[Event]:
    """Days of open to-dos. Nothing stands in a calendar that its reader could not open now."""
    rows = readable(actor).filter(TO_DO, due_on__isnull=False).order_by("due_on", "pk")
    return [
        Event(
            uid=f"notice-{each.pk}@qingmiao",
            on=each.due_on,
            told=line_of(each, on=each.due_on).told,
            url=f"{origin}{each.url}",
            stamp=each.sent_at,
        )
        for each in rows
        if each.due_on is not None
    ]


def digests_of(actor: Actor) -> QuerySet[Digest]:
    return READ_DIGESTS.rows(actor, Digest.objects.all())


def told_between(actor: Actor, *, since: datetime, until: datetime) -> QuerySet[Notice]:
    """What a digest shows: told in its stretch of time, still visible; the digests themselves are not told."""
    rows = readable(actor).filter(sent_at__gt=since, sent_at__lte=until)
    return rows.exclude(kind=DIGEST_READY.code)


def due_until(actor: Actor, *, on: date) -> QuerySet[Notice]:
    """To-dos whose day is near or past, as of the day of the digest."""
    return on_shelf(readable(actor), "todo").filter(due_on__lte=on + SOON)
