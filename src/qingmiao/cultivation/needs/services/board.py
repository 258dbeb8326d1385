"""提出、审核、附议、回应. A wish is read before anybody else sees it; one person has one vote for one need."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.needs import deeds, rules
from qingmiao.cultivation.needs.enums import NeedState, SurveyState
from qingmiao.cultivation.needs.models import Citation, Need, NeedVote, Survey
from qingmiao.cultivation.needs.permissions import CITE_NEEDS, KEEP_NEEDS, KEEP_SURVEYS, VOTE_NEEDS
from qingmiao.cultivation.needs.queries.board import citable, proposed_by, voters_of
from qingmiao.cultivation.needs.queries.survey import limits_on, surveyed_in
from qingmiao.kernel.actor import SYSTEM, Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import notify, settle
from qingmiao.orgs.models import CodeEntry
from qingmiao.people.dossiers.models import Person


@transaction.atomic
def propose_need(
    *, actor: Actor, title: str, description: str, on: date, topic: CodeEntry | None = None
) -> Need:
    """提出需求: it waits for whoever reads it; so many a day and no more. The person is locked, so two at
    once count each other."""
    if actor.person_id is None:
        raise Forbidden(VOTE_NEEDS.sentence)
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.person_id)
    flaws = rules.flaws_of_proposal(
        title=title,
        proposed_today=proposed_by(person_id=actor.person_id, on=on),
        limits=limits_on(on),
    )
    if told := list(flaws):
        raise Refused(told)
    need = Need.objects.create(
        title=title.strip(),
        description=description.strip(),
        topic=topic,
        state=NeedState.PROPOSED,
        proposer_id=actor.person_id,
        proposed_on=on,
    )
    notify(
        actor=SYSTEM,
        to=accounts_holding(roles=DEPARTMENT, on=on),
        kind=deeds.READING_ASKED,
        subject=need,
        url=reverse("needs:need-read", args=[need.pk]),
    )
    record(actor=actor, deed=deeds.NEED_PROPOSED, subject=need, detail={})
    return need


@transaction.atomic
def read_need(
    *,
    actor: Actor,
    need_id: int,
    admits: bool,
    title: str,
    description: str,
    reason: str,
    topic: CodeEntry | None = None,
) -> Need:
    """审核: let onto the board, or declined with a reason, in words everybody may read. Told to who proposed it
    and to who voted for it.
    """
    rows = Need.objects.standing().select_for_update(of=("self",))
    need: Need = KEEP_NEEDS.one(actor, rows, pk=need_id)
    if flaws := list(rules.flaws_of_reading(state=need.state, admits=admits, reason=reason)):
        raise Refused(flaws)
    need.state = NeedState.WANTED if admits else NeedState.DECLINED
    need.state_reason = reason.strip()
    need.version += 1
    need.title, need.description = title.strip() or need.title, description.strip()
    need.topic = topic
    _saved(need)
    _tell_of_decision(actor, need)
    deed = deeds.NEED_ADMITTED if admits else deeds.NEED_DECLINED
    record(actor=actor, deed=deed, subject=need, detail={"need": need}, reason=need.state_reason)
    return need


def _tell_of_decision(actor: Actor, need: Need) -> None:
    settle(actor=actor, subject=need, kind=deeds.READING_ASKED)
    proposer = account_of(need.proposer_id)
    told = {"need": need.title}
    url = reverse("needs:need-detail", args=[need.pk])
    if proposer is not None:
        notify(
            actor=actor, to=[proposer], kind=deeds.DECIDED_TOLD, subject=need, detail=told, url=url
        )
    if need.state != NeedState.WANTED:
        voters = voters_of(need_ids=[need.pk]) - {proposer, actor.account_id}
        notify(
            actor=actor, to=voters, kind=deeds.VOTED_TOLD, subject=need, detail=told, url=url
        )  # fmt: skip


@transaction.atomic
def merge_need(*, actor: Actor, need_id: int, into_id: int, reason: str, at: datetime) -> Need:
    """合并重复: votes go over, still one a person, and so do the classes that answer it; the reason stays."""
    _lock({need_id, into_id})
    need: Need = KEEP_NEEDS.one(actor, Need.objects.standing(), pk=need_id)
    into: Need = KEEP_NEEDS.one(actor, Need.objects.standing(), pk=into_id)
    flaws = rules.flaws_of_merging(
        state=need.state, into=into.state, is_itself=need == into, reason=reason
    )
    if told := list(flaws):
        raise Refused(told)
    held = NeedVote.objects.filter(need=into).values("person")
    moved = NeedVote.objects.filter(need=need).exclude(person__in=held)
    added = NeedVote.objects.bulk_create(
        NeedVote(need=into, person_id=person) for person in moved.values_list("person", flat=True)
    )
    _hand_over(actor, need, into, at=at)
    need.state, need.merged_into, need.state_reason = NeedState.MERGED, into, reason.strip()
    need.version += 1
    _saved(need)
    _tell_of_decision(actor, need)
    for subject in (need, into):
        record(
            actor=actor,
            deed=deeds.NEED_MERGED,
            subject=subject,
            detail={"need": need, "into": into, "votes": len(added)},
            reason=need.state_reason,
        )
    return into


def _lock(need_ids: set[int]) -> None:
    """In one order, so that merging and citing the same needs wait for each other."""
    rows = Need.objects.filter(pk__in=need_ids).select_for_update(of=("self",), no_key=True)
    list(rows.order_by("pk"))


def _hand_over(actor: Actor, need: Need, into: Need, *, at: datetime) -> None:
    """What answered the one answers the other from now on."""
    standing = Citation.objects.filter(ended_at__isnull=True)
    ours = standing.filter(need=need)
    theirs = standing.filter(need=into).values("training_class")
    Citation.objects.bulk_create(
        Citation(need=into, training_class_id=pk, cited_by=actor.name)
        for pk in ours.exclude(training_class__in=theirs).values_list("training_class", flat=True)
    )
    ours.update(ended_at=at)


@transaction.atomic
def lift_need(
    *,
    actor: Actor,
    survey_id: int,
    title: str,
    description: str,
    on: date,
    topic: CodeEntry | None = None,
    option: str = "",
) -> Need:
    """列入看板: what a survey told becomes a need of the board; an ``option`` brings along how many want it."""
    survey = KEEP_SURVEYS.one(actor, Survey.objects.standing(), pk=survey_id)
    flaws = []
    if survey.state != SurveyState.CLOSED:
        flaws.append(_("征求截止后才能整理结果"))
    if not title.strip():
        flaws.append(_("请写明需求"))
    if flaws:
        raise Refused(flaws)
    need = Need(
        title=title.strip(),
        description=description.strip(),
        topic=topic,
        survey=survey,
        surveyed=surveyed_in(survey, option=option),
        proposed_on=on,
        entered_by=actor.name,
    )
    _saved(need)
    record(
        actor=actor,
        deed=deeds.NEED_LIFTED,
        subject=need,
        detail={"title": survey, "need": need},
    )
    return need


def _saved(need: Need) -> None:
    try:
        with transaction.atomic():
            need.save()
    except IntegrityError as no:
        raise Refused(_("看板上已有同名的需求，请直接附议")) from no


def _voting(actor: Actor, need_id: int) -> Need:
    rows = Need.objects.standing().select_for_update(of=("self",), no_key=True)
    need: Need = VOTE_NEEDS.one(actor, rows, pk=need_id)
    return need


@transaction.atomic
def vote_need(*, actor: Actor, need_id: int) -> None:
    """附议: one person, one vote; whoever presses twice has still given one."""
    need = _voting(actor, need_id)
    try:
        with transaction.atomic():
            NeedVote.objects.create(need=need, person_id=actor.person_id or 0)
    except IntegrityError as no:
        raise Refused(_("您已经附议过")) from no
    record(actor=actor, deed=deeds.NEED_VOTED, subject=need, detail={"need": need})


@transaction.atomic
def unvote_need(*, actor: Actor, need_id: int) -> None:
    need = _voting(actor, need_id)
    gone, _which = NeedVote.objects.filter(need=need, person=actor.person_id).delete()
    if not gone:
        raise Refused(_("您没有附议过"))
    record(actor=actor, deed=deeds.NEED_UNVOTED, subject=need, detail={"need": need})


@transaction.atomic
def cite_needs(*, actor: Actor, class_id: int, need_ids: Sequence[int], at: datetime) -> None:
    """回应需求: a class says which needs it answers. What was taken back stays on file with its moment."""
    rows = TrainingClass.objects.standing().select_for_update(of=("self",), no_key=True)
    around = CITE_NEEDS.one(actor, rows.select_related("programme"), pk=class_id)
    wanted = set(need_ids)
    _lock(wanted)
    if wanted - set(citable(class_id=class_id).values_list("pk", flat=True)):
        raise Refused(_("所选需求不在看板上"))
    standing = Citation.objects.filter(training_class=around, ended_at__isnull=True)
    held = set(standing.values_list("need", flat=True))
    added, ended = sorted(wanted - held), sorted(held - wanted)
    if not added and not ended:
        raise Refused(_("没有变动"))
    Citation.objects.bulk_create(
        Citation(need_id=pk, training_class=around, cited_by=actor.name) for pk in added
    )
    standing.filter(need__in=ended).update(ended_at=at)
    for need in Need.objects.filter(pk__in=added):
        notify(
            actor=actor,
            to=voters_of(need_ids=[need.pk]) - {actor.account_id},
            kind=deeds.COVERED_TOLD,
            subject=need,
            detail={"need": need.title},
            url=reverse("courses:class-detail", args=[class_id]),
            key=f"needs.need:{need.pk}:{class_id}",
        )
    record(
        actor=actor,
        deed=deeds.NEEDS_CITED,
        subject=around,
        detail={"title": around, "added": len(added), "ended": len(ended), "needs": sorted(wanted)},
    )
