"""A room that noticed a member once more says so: a further dated source beside those there are."""

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.pool.contracts import Notice
from qingmiao.pool.deeds import SOURCE_NOTED
from qingmiao.pool.enums import Channel
from qingmiao.pool.models import Membership, MembershipSource


@transaction.atomic
def note_source(*, actor: Actor, person_id: int, notice: Notice) -> MembershipSource | None:
    """记入来源 of an open membership, within the permission of the room that calls.

    Nothing for whoever is not a member, and once only for one record of that room.
    """
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        person_id=person_id, voided_at__isnull=True, left_on__isnull=True
    )
    member = rows.first()
    if member is None:
        return None
    told = MembershipSource.objects.filter(
        membership=member,
        origin_kind=notice.origin_kind,
        origin_id=notice.origin_id,
        voided_at__isnull=True,
    ).first()
    if told is not None:
        return told
    made = MembershipSource.objects.create(
        membership=member,
        channel=notice.channel,
        happened_on=notice.happened_on,
        text=notice.text,
        origin_kind=notice.origin_kind,
        origin_id=notice.origin_id,
        entered_by=actor.name,
    )
    record(
        actor=actor,
        deed=SOURCE_NOTED,
        subject=member,
        detail={"person": str(member.person), "channel": Channel(notice.channel).label},
    )
    return made
