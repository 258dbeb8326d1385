from collections.abc import Iterable
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import PREFERENCES_CHOSEN
from qingmiao.notices.models import Preference
from qingmiao.notices.queries.preference import kinds_to_choose


@transaction.atomic
def choose_preferences(
    *,
    actor: Actor,
    muted: Iterable[str],
    digest_hour: int | None,
    quiet_begins: time | None,
    quiet_ends: time | None,
) -> Preference:
    """提醒设置 of oneself. What asks for something to be done cannot be switched off."""
    if not actor.account_id:
        raise Forbidden(_("请先登录"))
    reasons = []
    may_mute = {each.code for each in kinds_to_choose()}
    if set(muted) - may_mute:
        reasons.append(_("需要办理的提醒不能关闭"))
    if (quiet_begins is None) != (quiet_ends is None):
        reasons.append(_("免打扰须同时填写起止时间"))
    elif quiet_begins is not None and quiet_begins == quiet_ends:
        reasons.append(_("免打扰的起止时间不能相同"))
    if digest_hour is not None and not 0 <= digest_hour <= 23:
        reasons.append(_("摘要时间须为 0 至 23 时"))
    if reasons:
        raise Refused(reasons)
    preference, _is_new = Preference.objects.select_for_update().update_or_create(
        account_id=actor.account_id,
        defaults={
            "muted": sorted(set(muted)),
            "digest_hour": digest_hour,
            "quiet_begins": quiet_begins,
            "quiet_ends": quiet_ends,
        },
    )
    record(actor=actor, deed=PREFERENCES_CHOSEN, subject=preference, detail={})
    return preference
