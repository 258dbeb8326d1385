"""Taking up a post: the present, the résumé and the level move together, from one decision."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Post, Unit
from qingmiao.people.dossiers.deeds import POST_TAKEN_UP
from qingmiao.people.dossiers.enums import LevelSeries, Precision, SpellKind
from qingmiao.people.dossiers.models import LevelSpell, Person, Spell
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE
from qingmiao.people.dossiers.services.present import refresh


@transaction.atomic
def take_up_post(
    *,
    actor: Actor,
    person_id: int,
    unit: Unit,
    post: Post | None,
    post_text: str,
    level: str,
    on: date,
    document: str = "",
) -> Person:
    """任职: close the open main spell on the day, open the next, and a level spell where it changes.

    The day is that of the decision (任用条例: 任职时间 is the day the party committee decided).
    Refused when the day lies before the present post began.
    """
    person = KEEP_PEOPLE.one(actor, Person.objects.select_for_update(of=("self",)), pk=person_id)
    if person.post_since and on < person.post_since:
        raise Refused(
            _("任职日期 %(on)s 早于现任职务的任职时间 %(since)s")
            % {"on": on, "since": person.post_since}
        )
    Spell.objects.filter(
        person=person, ends__isnull=True, is_main=True, within__isnull=True
    ).update(ends=on, ends_precision=Precision.MONTH)
    last = Spell.objects.filter(person=person).order_by("-order").first()
    Spell.objects.create(
        person=person,
        kind=SpellKind.WORK,
        begins=on.replace(day=1),
        begins_precision=Precision.MONTH,
        unit=unit,
        post=post,
        level=level,
        text=f"{unit.name}{post_text}",
        order=(last.order + 1) if last else 0,
        source=document,
    )
    if person.level != level:
        LevelSpell.objects.filter(person=person, series=LevelSeries.POST, ends__isnull=True).update(
            ends=on
        )
        LevelSpell.objects.create(
            person=person, series=LevelSeries.POST, level=level, begins=on, document=document
        )
    person.unit, person.post, person.post_text, person.post_since = unit, post, post_text, on
    person.version += 1
    person.save(update_fields=["unit", "post", "post_text", "post_since", "version"])
    refresh([person.pk])
    record(
        actor=actor,
        deed=POST_TAKEN_UP,
        subject=person,
        detail={"name": person.name, "unit": unit.name, "post": post_text},
        reason=document,
    )
    return person
