"""本人志愿: named by oneself, changed as long as one likes; the newest counts."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.deeds import WISHED
from qingmiao.placement.openings.models import Wish
from qingmiao.placement.openings.permissions import MAKE_WISHES
from qingmiao.placement.openings.queries.facts import chosen_of
from qingmiao.placement.openings.queries.opening import open_openings
from qingmiao.placement.openings.rules.opening import flaws_of_wish


@dataclass(frozen=True, slots=True, kw_only=True)
class WishDraft:
    chosen: list[int | None]
    limit: str = ""
    limit_until: date | None = None
    note: str = ""


@transaction.atomic
def make_wish(*, actor: Actor, draft: WishDraft, on: date) -> Wish:
    """The person's row is locked, so that two windows of one person end as one wish."""
    if actor.person_id is None:
        raise Forbidden(MAKE_WISHES.sentence)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.person_id)
    wish = Wish.objects.standing().filter(person=person).first()
    offered = {each.pk for each in open_openings(on=on)} | set(chosen_of(wish))
    ranks = {each for each in draft.chosen if each is not None}
    reasons = list(flaws_of_wish(chosen=draft.chosen, is_open=ranks <= offered))
    if reasons:
        raise Refused(reasons)
    wish = wish or Wish(person=person, entered_by=actor.name, version=0)
    wish.first_id, wish.second_id, wish.third_id = draft.chosen
    wish.limit = draft.limit
    wish.limit_until = draft.limit_until if draft.limit else None
    wish.note = draft.note.strip()
    wish.version += 1
    wish.save()
    record(actor=actor, deed=WISHED, subject=wish, detail={"title": wish})
    return wish
