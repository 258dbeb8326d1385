"""The way of an observation: draft, submitted, a second witness's word, accepted; only then it is evidence."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT
from qingmiao.access.permissions import Permission
from qingmiao.access.queries import account_of, accounts_holding, kin_of
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle
from qingmiao.selection.observations import deeds, rules
from qingmiao.selection.observations.enums import ObservationState, SubjectAccess
from qingmiao.selection.observations.models import Observation
from qingmiao.selection.observations.permissions import (
    ACCEPT_OBSERVATIONS,
    ANSWER_OBSERVATIONS,
    KEEP_OBSERVATIONS,
    REPLY_TO_OBSERVATIONS,
)
from qingmiao.selection.observations.queries import answer_due, overdue_for_a_word, title_of


def _locked(permission: Permission[Observation], actor: Actor, pk: int) -> Observation:
    rows = Observation.objects.standing().select_for_update(of=("self",))
    return permission.one(actor, rows.select_related("person", "front", "witness"), pk=pk)


def _require_way(row: Observation, new: ObservationState) -> None:
    if not rules.may_go(row.state, new):
        raise Refused(
            _("这条识别现在是「%(old)s」，不能转为「%(new)s」，可能他人刚刚办理过")
            % {"old": row.get_state_display(), "new": new.label}
        )


def _moved(row: Observation, new: ObservationState, **changes: Any) -> None:
    row.state = new
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "version", *changes])


def _tell(actor: Actor, row: Observation, kind: Kind, to: set[int], **options: Any) -> int:
    """Everybody told of an observation is led to it, but never the person or their kin."""
    return notify(
        actor=actor,
        to=to - {actor.account_id},
        kind=kind,
        subject=row,
        detail={"title": title_of(row)},
        about=row.person_id,
        **options,
    )


def _url(row: Observation) -> str:
    return reverse("observations:observation-detail", args=[row.pk])


def _mine_url(row: Observation) -> str:
    return f"{reverse('observations:mine')}#observation-{row.pk}"


def _accounts(*person_ids: int | None) -> set[int]:
    return {found for each in person_ids if (found := account_of(each)) is not None}


@transaction.atomic
def submit_observation(*, actor: Actor, observation_id: int, on: date) -> Observation:
    """提交旁证: the named witness is asked to answer within the days of the regulation."""
    row = _locked(KEEP_OBSERVATIONS, actor, observation_id)
    reasons = []
    if not rules.may_go(row.state, ObservationState.SUBMITTED):
        reasons.append(_("只有草稿和旁证存疑的识别可以提交"))
    if row.witness_id is None:
        reasons.append(_("请先填写旁证人：第二个在场、能证明的人"))
    elif row.witness_id in kin_of(person_id=row.person_id):
        reasons.append(_("旁证人与被识别人是亲属，请另换旁证人"))
    if reasons:
        raise Refused(reasons)
    due = answer_due(on=on)
    _moved(
        row,
        ObservationState.SUBMITTED,
        submitted_on=on,
        answer_due_on=due,
        answered_at=None,
        answered_by="",
        witness_note="",
    )
    settle(actor=actor, subject=row)
    _tell(
        actor,
        row,
        deeds.WITNESS_ASKED,
        _accounts(row.witness_id),
        url=_mine_url(row),
        due_on=due,
    )
    record(
        actor=actor,
        deed=deeds.OBSERVATION_SUBMITTED,
        subject=row,
        detail={"title": title_of(row), "witness": str(row.witness)},
    )
    return row


@transaction.atomic
def answer_as_witness(
    *, actor: Actor, observation_id: int, confirms: bool, note: str, on: date, at: datetime
) -> Observation:
    """旁证: confirm or question, once. Two words at the same moment: the first stands, the second is refused.

    Where the witness has no account, the department writes down the word given on paper, and says how.
    """
    row = _locked(ANSWER_OBSERVATIONS, actor, observation_id)
    new = ObservationState.WITNESSED if confirms else ObservationState.QUESTIONED
    _require_way(row, new)
    if not note.strip() and not confirms:
        raise Refused(_("存疑须写明理由"))
    if not note.strip() and actor.person_id != row.witness_id:
        raise Refused(_("代录旁证须写明旁证人如何表示意见"))
    _moved(row, new, answered_at=at, answered_by=actor.name, witness_note=note.strip())
    settle(actor=actor, subject=row)
    if confirms:
        department = accounts_holding(roles=DEPARTMENT, unit_id=row.person.unit_id, on=on)
        _tell(actor, row, deeds.ACCEPTANCE_ASKED, set(department), url=_url(row))
    else:
        to = _accounts(row.observer_id)
        _tell(actor, row, deeds.REVISION_ASKED, to, url=_mine_url(row))
    record(
        actor=actor,
        deed=deeds.OBSERVATION_CONFIRMED if confirms else deeds.OBSERVATION_QUESTIONED,
        subject=row,
        detail={"title": title_of(row)},
        reason=note.strip(),
    )
    return row


@transaction.atomic
def send_back_observation(*, actor: Actor, observation_id: int, reason: str) -> Observation:
    """退回修改: what was submitted or confirmed becomes a draft again; the witness's word falls with the text."""
    row = _locked(KEEP_OBSERVATIONS, actor, observation_id)
    _require_way(row, ObservationState.DRAFT)
    if not reason.strip():
        raise Refused(_("请写明退回理由"))
    _moved(
        row,
        ObservationState.DRAFT,
        submitted_on=None,
        answer_due_on=None,
        answered_at=None,
        answered_by="",
        witness_note="",
    )
    settle(actor=actor, subject=row)
    to = _accounts(row.observer_id)
    _tell(actor, row, deeds.REVISION_ASKED, to, url=_mine_url(row))
    record(
        actor=actor,
        deed=deeds.OBSERVATION_SENT_BACK,
        subject=row,
        detail={"title": title_of(row)},
        reason=reason.strip(),
    )
    return row


@transaction.atomic
def accept_observation(*, actor: Actor, observation_id: int) -> Observation:
    """采信: the department's word, after the witness's. From now on it is evidence."""
    row = _locked(ACCEPT_OBSERVATIONS, actor, observation_id)
    _require_way(row, ObservationState.ACCEPTED)
    if row.answered_by == actor.name and actor.person_id != row.witness_id:
        raise Refused(_("旁证由您代录，请由他人采信"))
    _moved(row, ObservationState.ACCEPTED)
    note_observation(actor=actor, observation=row)
    settle(actor=actor, subject=row)
    _tell(actor, row, deeds.OBSERVER_TOLD, _accounts(row.observer_id), url=_mine_url(row))
    if row.front.subject_access != SubjectAccess.HIDDEN:
        notify(
            actor=actor,
            to=_accounts(row.person_id),
            kind=deeds.SUBJECT_TOLD,
            subject=row,
            detail={"front": str(row.front)},
            url=_mine_url(row),
        )
    record(
        actor=actor,
        deed=deeds.OBSERVATION_ACCEPTED,
        subject=row,
        detail={"title": title_of(row)},
    )
    return row


@transaction.atomic
def reply_to_observation(
    *, actor: Actor, observation_id: int, reply: str, on: date, at: datetime
) -> Observation:
    """本人回应: once, where the front's settings allow it; it stands beside the observation and changes nothing."""
    row = _locked(REPLY_TO_OBSERVATIONS, actor, observation_id)
    reasons = []
    if row.reply:
        reasons.append(_("已经回应过"))
    if not reply.strip():
        reasons.append(_("请写下回应"))
    if reasons:
        raise Refused(reasons)
    row.reply, row.replied_at = reply.strip(), at
    row.version += 1
    row.save(update_fields=["reply", "replied_at", "version"])
    department = accounts_holding(roles=DEPARTMENT, unit_id=row.person.unit_id, on=on)
    _tell(actor, row, deeds.REPLY_TOLD, set(department), url=_url(row))
    record(
        actor=actor, deed=deeds.OBSERVATION_REPLIED, subject=row, detail={"title": title_of(row)}
    )
    return row


@transaction.atomic
def remind_witnesses(*, actor: Actor, on: date) -> int:
    """提醒旁证: whoever is past the day is told once more, however often the worker comes by."""
    return sum(
        _tell(
            actor,
            row,
            deeds.WITNESS_LATE,
            _accounts(row.witness_id),
            url=_mine_url(row),
            due_on=row.answer_due_on,
            key=f"{row.pk}:{row.answer_due_on}",
            once=True,
        )
        for row in overdue_for_a_word(on=on)
    )


@transaction.atomic
def note_observation(*, actor: Actor, observation: Observation) -> None:
    """Only what the department accepted becomes evidence, and nobody accepts what oneself saw or confirmed."""
    claims = []
    if observation.state == ObservationState.ACCEPTED:
        _require_acceptance(actor, observation)
        witness = observation.witness
        claims.append(
            Claim(
                person_id=observation.person_id,
                dimension=Dimension(observation.dimension),
                text=observation.action,
                polarity=Polarity(observation.polarity),
                source_kind=SourceKind.OBSERVATION,
                source_name=observation.observer.name,
                source_person_id=observation.observer_id,
                source_unit_id=observation.front.unit_id,
                happened_on=observation.observed_on,
                verified_by=witness.name if witness else "",
            )
        )
    contribute(actor=actor, origin=observation, claims=claims)


def _require_acceptance(actor: Actor, observation: Observation) -> None:
    if actor.person_id is not None and actor.person_id == observation.observer_id:
        raise Refused(_("识别人不得采信本人提交的识别"))
    if actor.person_id is not None and actor.person_id == observation.witness_id:
        raise Refused(_("旁证人不得采信本人旁证的识别"))
    if not ACCEPT_OBSERVATIONS.allows(actor, observation):
        raise Refused(str(ACCEPT_OBSERVATIONS.sentence))


@transaction.atomic
def forget_observation(*, actor: Actor, observation: Observation, reason: str) -> None:
    settle(actor=actor, subject=observation)
    retract_all(actor=actor, origin=observation, reason=reason)
