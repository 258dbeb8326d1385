from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import PICK_PEOPLE
from qingmiao.selection.visits.deeds import DUTY_HANDED_OVER
from qingmiao.selection.visits.enums import LiaisonLevel
from qingmiao.selection.visits.models import Liaison
from qingmiao.selection.visits.permissions import KEEP_LIAISONS


@transaction.atomic
def hand_over(*, actor: Actor, liaison_id: int, person_id: int, on: date, reason: str) -> Liaison:
    """交接 a segment, a group or a point: the old duty ends on the day the new one begins.

    Both rows stay, so whoever was responsible on any day is known. The old row is locked; a second
    handover at the same time finds it ended, and a constraint keeps two heads off one point.
    """
    rows = Liaison.objects.standing().select_for_update(of=("self",))
    old = KEEP_LIAISONS.one(actor, rows, pk=liaison_id)
    person = PICK_PEOPLE.one(actor, Person.objects.all(), pk=person_id)
    reasons = []
    if old.ends is not None:
        reasons.append(_("这项分工已于 %(day)s 交出") % {"day": f"{old.ends:%Y.%m.%d}"})
    if on <= old.begins:
        reasons.append(_("交接日期须晚于原分工的起期"))
    if person.pk == old.person_id:
        reasons.append(_("接手的人与现任相同"))
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    old.ends = on
    old.version += 1
    old.save(update_fields=["ends", "version"])
    new = Liaison(
        segment_id=old.segment_id,
        level=old.level,
        group_name=old.group_name,
        unit_id=old.unit_id,
        person=person,
        begins=on,
        entered_by=actor.name,
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该单位这一时期已有点长，请先核对分工")) from no
    record(
        actor=actor,
        deed=DUTY_HANDED_OVER,
        subject=old,
        detail={
            "title": LiaisonLevel(old.level).label,
            "old": old.person.name,
            "new": person.name,
            "begins": on.isoformat(),
        },
        reason=reason.strip(),
    )
    return new
