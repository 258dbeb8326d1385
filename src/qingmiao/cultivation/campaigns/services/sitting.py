"""报告会: signing in oneself by a code that changes, and the organizer's count that makes it stand."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns import deeds
from qingmiao.cultivation.campaigns.enums import Way
from qingmiao.cultivation.campaigns.models import Campaign, SignIn, Sitting
from qingmiao.cultivation.campaigns.permissions import (
    JOIN_CAMPAIGNS,
    KEEP_SITTINGS,
    VIEW_SITTINGS,
)
from qingmiao.cultivation.campaigns.queries import sitting as queries
from qingmiao.cultivation.campaigns.rules import campaign as rules
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record


@transaction.atomic
def sign_in(*, actor: Actor, sitting_id: int, way: str, scan: str, at: datetime) -> SignIn:
    """签到 of oneself with the pass of one's own scan. The sitting is shared-locked against its settling."""
    if way not in Way.values:
        raise Refused(_("没有这种签到方式"))
    rows = Sitting.objects.standing().select_for_update(of=("self",))
    sitting = VIEW_SITTINGS.one(actor, rows.select_related("campaign"), pk=sitting_id)
    JOIN_CAMPAIGNS.one(actor, Campaign.objects.standing(), pk=sitting.campaign_id)
    me = actor.person_id or 0
    good = queries.is_good(scan, sitting=sitting, way=Way(way), person_id=me, at=at)
    reasons = [] if good else [_("签到码不是您本人刚才打开的，或已经过期，请重新扫码")]
    reasons += rules.flaws_of_signing_in(
        is_today=sitting.held_on == timezone.localtime(at).date(),
        is_settled=sitting.settled_at is not None,
        is_of_mode=Way(way) in rules.ways_of(sitting.mode),
        has_signed=queries.my_sign_in(sitting=sitting, person_id=me) is not None,
    )
    if reasons:
        raise Refused(reasons)
    row = SignIn(sitting=sitting, person_id=me, way=way, signed_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("已经签到，不必再签")) from no
    record(
        actor=actor,
        deed=deeds.SITTING_SIGNED,
        subject=sitting,
        detail={"title": sitting, "way": Way(way).label},
    )
    return row


def _kept(actor: Actor, sitting_id: int) -> Sitting:
    rows = Sitting.objects.standing().select_for_update(of=("self",))
    return KEEP_SITTINGS.one(actor, rows.select_related("campaign"), pk=sitting_id)


@transaction.atomic
def strike_sign_in(*, actor: Actor, signin_id: int, reason: str, at: datetime) -> SignIn:
    """剔除 of somebody who signed in and was not there."""
    found = SignIn.objects.filter(pk=signin_id).values_list("sitting", flat=True).first()
    sitting = _kept(actor, found or 0)
    row = SignIn.objects.select_related("person", "sitting").get(pk=signin_id)
    if row.person_id in actor.confidential_ids:
        raise Forbidden(_("本人和亲属的签到由他人核对"))
    reasons = []
    if sitting.settled_at is not None:
        reasons.append(_("签到已经核定"))
    if row.struck_at is not None:
        reasons.append(_("这条签到已经剔除"))
    if not reason.strip():
        reasons.append(_("请写明剔除理由"))
    if reasons:
        raise Refused(reasons)
    row.struck_at, row.struck_by, row.strike_reason = at, actor.name, reason.strip()
    row.save(update_fields=["struck_at", "struck_by", "strike_reason"])
    record(
        actor=actor,
        deed=deeds.SIGN_IN_STRUCK,
        subject=sitting,
        detail={"title": row},
        reason=reason.strip(),
    )
    return row


@transaction.atomic
def settle_sitting(
    *, actor: Actor, sitting_id: int, hall: int, online: int, at: datetime
) -> Sitting:
    """核定: heads counted in the hall and on the line; from now on the sign-ins count and none is added."""
    sitting = _kept(actor, sitting_id)
    counts = queries.counts_of(sitting=sitting)
    if reasons := list(
        rules.flaws_of_settling(
            has_begun=sitting.held_on <= timezone.localtime(at).date(),
            is_settled=sitting.settled_at is not None,
            counted={Way.HALL: hall, Way.ONLINE: online},
            signed={Way.HALL: counts.hall, Way.ONLINE: counts.online},
        )
    ):
        raise Refused(reasons)
    sitting.hall_count, sitting.online_count = hall, online
    sitting.settled_at, sitting.settled_by = at, actor.name
    sitting.version += 1
    sitting.save(
        update_fields=["hall_count", "online_count", "settled_at", "settled_by", "version"]
    )
    record(
        actor=actor,
        deed=deeds.SITTING_SETTLED,
        subject=sitting,
        detail={"title": sitting, "hall": hall, "online": online},
    )
    return sitting
