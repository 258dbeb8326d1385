"""Filling in the form: kept as typed, sent once, then a nomination."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import PICK_PEOPLE
from qingmiao.selection.nominations.contracts import Judged, Sheet
from qingmiao.selection.nominations.deeds import (
    DRAFT_BEGUN,
    DRAFT_DROPPED,
    NOMINATION_MENDED,
    NOMINATION_SUBMITTED,
)
from qingmiao.selection.nominations.enums import NominationState, Opinion, Route
from qingmiao.selection.nominations.models import Draft, Nomination, NominationEvent, Referee
from qingmiao.selection.nominations.permissions import (
    MEND_NOMINATIONS,
    RECOMMEND_FOR,
    USE_DRAFTS,
    VIEW_EVENTS,
)
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.queries.event import (
    categories_of,
    category_code,
    facts_of,
    procedure,
)
from qingmiao.selection.nominations.rules import event as event_rules
from qingmiao.selection.nominations.rules import nomination as nomination_rules
from qingmiao.selection.nominations.rules.opinion import due_on
from qingmiao.selection.nominations.services.nomination import require_a_place
from qingmiao.selection.nominations.services.telling import tell_of_submission

LONGEST_ANSWER = 2_000
MOST_ANSWERS = 60


class AlreadySubmitted(Refused):
    """The draft was sent before: by a second press, another tab, or after the connection came back."""


@transaction.atomic
def begin_draft(
    *, actor: Actor, event_id: int, route: Route, unit_id: int | None, on: date, at: datetime
) -> Draft:
    """Begin a form. A self-nomination is for oneself and one's own unit, and there is one at a time."""
    event = VIEW_EVENTS.one(actor, NominationEvent.objects.standing(), pk=event_id)
    reasons = list(event_rules.why_not_taken(facts_of(event), on=on))
    if reasons:
        raise Refused(reasons)
    if route == Route.SELF:
        person = Person.objects.filter(pk=actor.person_id or 0).first()
        if person is None or person.unit is None:
            raise Refused(_("账号没有对应的干部档案或现任单位，请联系干部科"))
        unit = person.unit
    else:
        person = None
        unit = RECOMMEND_FOR.one(actor, Unit.objects.all(), pk=unit_id or 0)
    mine = USE_DRAFTS.rows(actor, Draft.objects.select_for_update(of=("self",)))
    unfinished = mine.filter(event=event, route=route, sent_at__isnull=True, mends__isnull=True)
    if route == Route.SELF and (found := unfinished.first()) is not None:
        return found
    draft = Draft(
        event=event, account_id=actor.account_id, route=route, unit=unit, person=person, saved_at=at
    )
    draft.save(force_insert=True)
    record(actor=actor, deed=DRAFT_BEGUN, subject=draft, detail={"title": str(event)})
    return draft


@transaction.atomic
def begin_mending(*, actor: Actor, nomination_id: int, on: date, at: datetime) -> Draft:
    """Take a nomination up again, before closing or because it was returned; one draft for each."""
    rows = Nomination.objects.standing().select_for_update(of=("self",))
    row = MEND_NOMINATIONS.one(actor, rows, pk=nomination_id)
    is_open = event_rules.takes_nominations(facts_of(row.event), on=on)
    reasons = list(nomination_rules.flaws_of_mending(state=row.state, is_open=is_open))
    if reasons:
        raise Refused(reasons)
    mine = USE_DRAFTS.rows(actor, Draft.objects.filter(mends=row, sent_at__isnull=True))
    if (found := mine.first()) is not None:
        return found
    draft = Draft(
        event=row.event,
        account_id=actor.account_id,
        route=row.route,
        unit=row.unit,
        person=row.person,
        mends=row,
        saved_at=at,
        content=_as_typed(row),
    )
    draft.save(force_insert=True)
    record(actor=actor, deed=DRAFT_BEGUN, subject=draft, detail={"title": str(row.event)})
    return draft


def _as_typed(row: Nomination) -> dict[str, str]:
    """A nomination as its form would hold it."""
    typed = {
        "person": str(row.person_id),
        "nominator": row.nominator,
        "dimension": row.dimension,
        "merits": row.merits,
        "category": str(row.category_id or ""),
    }
    for number, referee in enumerate(row.referees.all(), 1):
        typed[f"referee_{number}"] = str(referee.person_id)
        typed[f"relation_{number}"] = referee.relation
    for answer in row.answers:
        typed[f"question_{answer['id']}"] = answer["value"]
    return typed


@transaction.atomic
def keep_draft(
    *,
    actor: Actor,
    draft_id: int,
    typed: dict[str, str],
    person_id: int | None,
    at: datetime,
) -> Draft:
    """自动保存: what was typed joins what was kept. Only the beginning of a form is a deed, not its keys."""
    draft = _mine(actor, draft_id)
    kept = {str(name)[:40]: str(text)[:LONGEST_ANSWER] for name, text in typed.items()}
    draft.content = dict(list({**draft.content, **kept}.items())[:MOST_ANSWERS])
    if person_id is not None and draft.route == Route.ORGANIZATION and draft.mends_id is None:
        draft.person = PICK_PEOPLE.one(actor, Person.objects.all(), pk=person_id)
        if "begun" not in draft.content:
            draft.content["begun"] = "1"
            detail = {"title": f"{draft.event} · {draft.person}"}
            record(actor=actor, deed=DRAFT_BEGUN, subject=draft, detail=detail)
    draft.saved_at = at
    draft.save(update_fields=["content", "person", "saved_at"])
    return draft


def _mine(actor: Actor, draft_id: int) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",))
    draft = USE_DRAFTS.one(actor, rows, pk=draft_id)
    if draft.sent_at is not None:
        raise AlreadySubmitted(_("这份推荐已经提交，没有再次提交"))
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor, draft_id: int) -> None:
    draft = _mine(actor, draft_id)
    record(actor=actor, deed=DRAFT_DROPPED, subject=draft, detail={"title": str(draft)})
    draft.delete()


@transaction.atomic
def submit_draft(
    *, actor: Actor, draft_id: int, sheet: Sheet, on: date, at: datetime
) -> Nomination:
    """提交. The draft is locked before the event, the event before the unit's places are counted.

    Every reason is told at once: the window, the articles that hold the person back, the four parties,
    the referees. The assessment of the day is kept with the nomination and in the ledger.
    """
    draft = _mine(actor, draft_id)
    event = NominationEvent.objects.select_for_update(of=("self",)).get(pk=draft.event_id)
    if draft.route == Route.ORGANIZATION:
        RECOMMEND_FOR.one(actor, Unit.objects.all(), pk=draft.unit_id)
    person = Person.objects.filter(pk=sheet.person_id).first()
    if person is None:
        raise Refused(_("请先选择被推荐人"))
    categories = categories_of(event=event)
    code = category_code(event=event, typed={"category": str(sheet.category_id or "")})
    found = judged(person=person, event=event, on=on, category=code)
    reasons = [
        *_untimely(draft, event, on),
        *([_("请选择通知所列的推荐类别")] if categories and not code else []),
        *_parties_confused(actor, draft, sheet, person),
        *(one.finding.told for one in found if one.holds_back),
        *_too_few_referees(event, sheet),
    ]
    if reasons:
        raise Refused(reasons)
    with official():
        kept = judged(person=person, event=event, on=on, category=code)
    row = _nomination(actor, draft, sheet, kept, on)
    _save(row, is_new=draft.mends_id is None)
    require_a_place(event, row)
    _ask_referees(row, sheet, on)
    draft.sent_at, draft.mends = at, row
    draft.content, draft.person = {}, person
    draft.save(update_fields=["sent_at", "mends", "content", "person"])
    deed = NOMINATION_SUBMITTED if row.version == 1 else NOMINATION_MENDED
    told = {"title": row, "event": event, "assessment": row.assessment}
    record(actor=actor, deed=deed, subject=row, detail=told)
    tell_of_submission(actor=actor, row=row, on=on)
    return row


def _untimely(draft: Draft, event: NominationEvent, on: date) -> list[str]:
    if draft.mends is None:
        return list(event_rules.why_not_taken(facts_of(event), on=on))
    is_open = event_rules.takes_nominations(facts_of(event), on=on)
    return list(nomination_rules.flaws_of_mending(state=draft.mends.state, is_open=is_open))


def _parties_confused(actor: Actor, draft: Draft, sheet: Sheet, person: Person) -> list[str]:
    """Submitter, nominator, nominee and referee are four parties."""
    reasons = []
    if draft.route == Route.ORGANIZATION:
        if person.pk == actor.person_id or sheet.nominator.strip() == person.name:
            reasons.append(_("不得以组织名义推荐本人，请走个人自荐"))
        if person.pk in actor.kin_ids:
            reasons.append(_("不得以组织名义推荐本人的近亲属，请由其他同志提交"))
        if person.unit is None or not person.unit.path.startswith(draft.unit.path):
            reasons.append(_("只能推荐本单位和下属单位的同志"))
    elif person.pk != actor.person_id:
        reasons.append(_("个人自荐只能由本人提出"))
    if draft.mends is not None and draft.mends.person_id != person.pk:
        reasons.append(_("修改推荐不能换人，请撤回后另行推荐"))
    referees = [one.person_id for one in sheet.referees]
    if person.pk in referees:
        reasons.append(_("被推荐人不能为自己作证明"))
    if actor.person_id is not None and actor.person_id in referees:
        reasons.append(_("提交人不能同时作证明人"))
    if len(set(referees)) < len(referees):
        reasons.append(_("同一名证明人只填一次"))
    return reasons


def _too_few_referees(event: NominationEvent, sheet: Sheet) -> list[str]:
    if len(sheet.referees) >= event.referees_at_least:
        return []
    return [_("证明人至少 %(least)d 名") % {"least": event.referees_at_least}]


def _nomination(
    actor: Actor, draft: Draft, sheet: Sheet, kept: list[Judged], on: date
) -> Nomination:
    row = draft.mends or Nomination(
        event=draft.event,
        person_id=sheet.person_id,
        unit=draft.unit,
        route=draft.route,
        submitted_on=on,
        entered_by=actor.name,
        version=0,
    )
    is_own = draft.route == Route.SELF
    row.nominator = sheet.nominator.strip()
    row.nominator_person_id = sheet.person_id if is_own else None
    row.dimension, row.merits = sheet.dimension, sheet.merits.strip()
    row.category_id = sheet.category_id
    row.answers = [answer.as_row() for answer in sheet.answers]
    row.submitter_account, row.submitter_name = actor.account_id, actor.name
    row.submitter_person_id = actor.person_id
    row.state, row.state_reason = NominationState.SUBMITTED, ""
    row.assessment = {
        "on": on.isoformat(),
        "findings": [one.as_row() for one in kept],
    }
    if is_own and row.opinion in (Opinion.NONE, Opinion.PENDING):
        row.opinion = Opinion.PENDING
        row.opinion_due_on = due_on(procedure(on=on), submitted_on=on)
    row.version += 1
    return row


def _save(row: Nomination, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as no:
        raise Refused(_refusal_of(no)) from no


def _refusal_of(no: IntegrityError) -> str:
    name: Any = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "")
    for constraint in Nomination._meta.constraints:
        if constraint.name == name:
            return str(constraint.violation_error_message) % {"name": name}
    return _("与已有记录冲突，未保存")


def _ask_referees(row: Nomination, sheet: Sheet, on: date) -> None:
    """New referees are asked; who is no longer named is no longer asked, who answered stays."""
    wanted = {one.person_id: one.relation.strip() for one in sheet.referees}
    row.referees.exclude(person_id__in=wanted).filter(state="asked").delete()
    known = set(row.referees.values_list("person_id", flat=True))
    for person_id, relation in wanted.items():
        if person_id not in known:
            Referee(nomination=row, person_id=person_id, relation=relation, asked_on=on).save()
