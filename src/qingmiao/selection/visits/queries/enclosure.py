"""Photographs and voice notes of a visit: the same rows for the page, the count and the file."""

from collections import Counter

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.visits.enums import EnclosureKind
from qingmiao.selection.visits.models import Enclosure
from qingmiao.selection.visits.permissions import KEEP_ENCLOSURES, VIEW_ENCLOSURES


def enclosures_of(*, actor: Actor, visit_id: int) -> QuerySet[Enclosure]:
    """What the actor may see of a visit, photographs first; without the content."""
    rows = Enclosure.objects.standing().filter(visit=visit_id).defer("sealed", "digest")
    return VIEW_ENCLOSURES.rows(actor, rows).order_by("kind", "pk")


def kept_enclosures(*, actor: Actor) -> QuerySet[Enclosure]:
    """What the actor may void, without the content."""
    rows = Enclosure.objects.standing().select_related("visit__unit").defer("sealed", "digest")
    return KEEP_ENCLOSURES.rows(actor, rows)


def enclosed(*, visit_id: int) -> Counter[EnclosureKind]:
    """How many of each kind a visit carries, whoever asks."""
    rows = Enclosure.objects.standing().filter(visit=visit_id).order_by()
    return Counter(EnclosureKind(kind) for kind in rows.values_list("kind", flat=True))
