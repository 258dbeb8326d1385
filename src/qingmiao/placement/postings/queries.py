from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.placement.postings.contracts import Counts
from qingmiao.placement.postings.enums import PostingState
from qingmiao.placement.postings.models import OUT, SENT, Posting
from qingmiao.placement.postings.permissions import VIEW_POSTINGS, WRITE_RESULTS
from qingmiao.registers.contracts import Engagement

WORK_BEGINS, WORK_ENDS = time(8, 30), time(17, 30)
A_DAY = timedelta(days=1)


def posting_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who had been posted (选派) under which scheme by the day, told to insight.

    A select and its parameters. Columns: record_id, person_id, unit_id, scheme_code, scheme_group,
    label, place, begins.
    """
    rows = (
        Posting.objects.standing()
        .filter(scheme__voided_at__isnull=True, state__in=SENT, begins__lte=on)
        .order_by()
        .values(
            "person_id",
            "place",
            "begins",
            record_id=F("pk"),
            unit_id=F("home_unit_id"),
            scheme_code=F("scheme__code"),
            scheme_group=F("scheme__group"),
            label=F("scheme__name"),
        )
    )
    return rows.query.sql_with_params()


def engagements(person_ids: Collection[int], begins: date, ends: date) -> list[Engagement]:
    """选派 that takes people's working hours: a full-time scheme, from its first day to its last."""
    rows = (
        Posting.objects.standing()
        .filter(person__in=person_ids, scheme__is_full_time=True, state__in=SENT, begins__lte=ends)
        .exclude(ends__lte=begins)
        .select_related("scheme")
    )
    return [
        Engagement(
            person_id=row.person_id,
            begins=row.begins,
            ends=(row.ends or row.planned_end or ends + A_DAY) - A_DAY,
            kind=_("选派"),
            told=f"{row.scheme} {row.place}",
            place=row.place,
            origin=("postings.posting", row.pk),
            url=reverse("postings:posting-detail", args=[row.pk]),
            starts=WORK_BEGINS,
            finishes=WORK_ENDS,
        )
        for row in rows
    ]


def counts_of(*, actor: Actor, scheme_id: int) -> Counts:
    """Counters of one scheme: each is the length of the list it opens for this reader."""
    rows = VIEW_POSTINGS.rows(actor, Posting.objects.standing().filter(scheme=scheme_id))
    told = rows.aggregate(
        sent=Count("pk", filter=Q(state__in=SENT)),
        out=Count("pk", filter=Q(state__in=OUT)),
        returned=Count("pk", filter=Q(state=PostingState.RETURNED)),
        recalled=Count("pk", filter=Q(state=PostingState.RECALLED)),
    )
    return Counts(**told)


def posting_to_judge(*, actor: Actor, posting_id: int) -> Posting | None:
    """The posting, if the actor may write its result (鉴定) now."""
    rows = Posting.objects.standing().select_related("person", "scheme", "host_unit")
    return WRITE_RESULTS.rows(actor, rows).filter(pk=posting_id).first()
