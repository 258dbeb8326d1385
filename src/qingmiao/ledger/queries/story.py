from collections.abc import Collection

from django.db import models
from django.db.models import QuerySet

from qingmiao.ledger.contracts import Line
from qingmiao.ledger.deeds import DEEDS, Deed
from qingmiao.ledger.models import Entry


def line_of(entry: Entry) -> Line:
    """The entry in the reader's language; the sentence as written when the deed is no longer declared."""
    known = DEEDS.get(entry.deed)
    return Line(
        written_at=entry.written_at,
        actor_name=entry.actor_name,
        sentence=known.retell(entry.detail) if known else entry.sentence,
        reason=entry.reason,
    )


def entries() -> QuerySet[Entry]:
    return Entry.objects.all()


def entries_of(subject: models.Model) -> QuerySet[Entry]:
    return Entry.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk
    ).order_by("pk")


def entries_about(*, kind: str, pk: int) -> QuerySet[Entry]:
    """Entries about one subject by the ledger's own words for it: it may be gone, the entries are not."""
    return Entry.objects.filter(subject_kind=kind, subject_id=pk).order_by("-pk")


def story_of(
    subject: models.Model, *, most: int = 50, without: Collection[Deed] = ()
) -> list[Line]:
    """What was done to the subject, newest first. Whoever may see the subject may read it, ``without``
    deeds whose doer is nobody's business: those the ledger alone remembers.
    """
    told = entries_of(subject).exclude(deed__in=[deed.code for deed in without])
    return [line_of(entry) for entry in told.reverse()[:most]]
