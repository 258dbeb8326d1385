"""Telling people in the product. Nothing leaves it: no mail, no message."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import models, transaction
from django.db.models.functions import Now

from qingmiao.access.queries import accounts_without
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import KINDS, NOTICE_READ, NOTICE_SENT, NOTICE_SETTLED, Kind
from qingmiao.notices.models import Notice
from qingmiao.notices.permissions import READ_NOTICES, rows_of
from qingmiao.notices.queries.preference import muting
from qingmiao.notices.rules.wording import told_detail

NOTHING: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def notify(
    *,
    actor: Actor,
    to: Iterable[int],
    kind: Kind,
    subject: models.Model,
    detail: Mapping[str, str] = NOTHING,
    url: str,
    due_on: date | None = None,
    key: str = "",
    about: int | None = None,
    once: bool = False,
) -> int:
    """提醒 accounts of something, in the transaction of whatever happened. Returns how many were told.

    ``key`` keeps one unread notice per account, kind and key; without one it is the subject. ``once`` sends
    none again after it was read either: for reminders that a task repeats daily. ``about`` is the person
    whose confidential matter it is: neither they nor their kin are told. ``{due}`` in the sentence is filled
    from ``due_on``. Two callers at once are settled by the constraint: the second adds nothing.
    """
    label = subject._meta.label_lower
    if KINDS.get(kind.code) is not kind:
        raise LookupError(f"{kind.code} is not declared")
    if rows_of(label) is None:
        raise LookupError(f"nobody has said who may see {label}: declare_subject()")
    words = told_detail(detail, due_on)
    told = kind.tell_in_chinese(words)
    key = key or f"{label}:{subject.pk}"
    wanted = accounts_without(account_ids=to, about=about) - _told_already(kind, key, once=once)
    if not kind.asks:
        wanted -= muting(kind=kind.code)
    if not wanted:
        return 0
    Notice.objects.bulk_create(
        [
            Notice(
                account_id=account_id,
                kind=kind.code,
                key=key,
                subject_kind=label,
                subject_id=subject.pk,
                about_id=about,
                detail=words,
                url=url,
                due_on=due_on,
                asks=kind.asks,
                sent_by=actor.name,
            )
            for account_id in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    record(
        actor=actor,
        deed=NOTICE_SENT,
        subject=subject,
        detail={"count": len(wanted), "told": told, "accounts": sorted(wanted)},
    )
    return len(wanted)


def _told_already(kind: Kind, key: str, *, once: bool) -> set[int]:
    sent = Notice.objects.filter(kind=kind.code, key=key)
    if not once:
        sent = sent.filter(read_at__isnull=True, settled_at__isnull=True)
    return set(sent.values_list("account_id", flat=True))


@transaction.atomic
def settle(
    *,
    actor: Actor,
    subject: models.Model,
    kind: Kind | None = None,
    of: Iterable[int] | None = None,
) -> int:
    """办结: what the notices asked was done, so they wait for nobody any more. ``of`` limits it to accounts."""
    waiting = Notice.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, settled_at__isnull=True
    )
    if kind is not None:
        waiting = waiting.filter(kind=kind.code)
    if of is not None:
        waiting = waiting.filter(account_id__in=list(of))
    found = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        return 0
    Notice.objects.filter(pk__in=[each.pk for each in found]).update(settled_at=Now())
    first = found[0]
    known = KINDS.get(first.kind)
    record(
        actor=actor,
        deed=NOTICE_SETTLED,
        subject=first,
        detail={
            "count": len(found),
            "told": known.tell_in_chinese(first.detail) if known else first.kind,
            "subject": f"{first.subject_kind}:{first.subject_id}",
        },
    )
    return len(found)


@transaction.atomic
def read_notice(*, actor: Actor, notice_id: int, at: datetime) -> Notice:
    """阅读 one notice; reading it again changes nothing."""
    rows = Notice.objects.select_for_update(of=("self",))
    notice = READ_NOTICES.one(actor, rows, pk=notice_id)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
        record(actor=actor, deed=NOTICE_READ, subject=notice, detail={"count": 1})
    return notice


@transaction.atomic
def read_all(*, actor: Actor, at: datetime) -> int:
    """全部已读: every unread notice the reader may see now; what is hidden from them stays as it is."""
    unread = Notice.objects.filter(read_at__isnull=True).select_for_update(of=("self",))
    found = list(READ_NOTICES.rows(actor, unread).order_by("pk"))
    if found:
        Notice.objects.filter(pk__in=[each.pk for each in found]).update(read_at=at)
        record(actor=actor, deed=NOTICE_READ, subject=found[0], detail={"count": len(found)})
    return len(found)
