"""开始、参加、截止、催答. Who was asked stands in one table, what was said in a box that names nobody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import UNIT_HANDS
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.cultivation.needs import deeds, rules
from qingmiao.cultivation.needs.enums import SurveyState
from qingmiao.cultivation.needs.models import Invited, Survey
from qingmiao.cultivation.needs.permissions import ANSWER_SURVEYS, KEEP_SURVEYS
from qingmiao.cultivation.needs.queries.survey import (
    asked_enough,
    asked_of,
    audience_of,
    limits_on,
    opened_by,
    silent_accounts,
)
from qingmiao.engines.ballots.services import close_box, open_box, put_in
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import notify, settle
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person


def _locked(actor: Actor, survey_id: int) -> Survey:
    rows = Survey.objects.standing().select_for_update(of=("self",)).select_related("organizer")
    return KEEP_SURVEYS.one(actor, rows, pk=survey_id)


def _moved(survey: Survey, state: SurveyState) -> None:
    survey.state = state
    survey.version += 1
    survey.save(update_fields=["state", "version"])


@transaction.atomic
def open_survey(*, actor: Actor, survey_id: int, on: date) -> Survey:
    """开始征求: whom it asks is decided now; those asked enough this month are spared.

    The unit is locked, so two surveys it opens at once count each other.
    """
    survey = _locked(actor, survey_id)
    Unit.objects.select_for_update(of=("self",)).get(pk=survey.organizer_id)
    if survey.state != SurveyState.DRAFT:
        raise Refused(_("征求已经开始"))
    limits = limits_on(on)
    meant = audience_of(survey, on=on)
    asked = meant.exclude(pk__in=asked_enough(on=on, most=limits.asked_a_month))
    people = list(asked.select_related("unit"))
    reasons = rules.flaws_of_opening(
        questions=survey.questions.count(),
        asked=len(people),
        opened=opened_by(organizer_id=survey.organizer_id, on=on),
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        on=on,
        limits=limits,
    )
    if told := list(reasons):
        raise Refused(told)
    _invite(survey, people, on=on, least=limits.least_answers)
    open_box(key=survey.box, least=limits.least_answers)
    _moved(survey, SurveyState.OPEN)
    _ask(actor, survey)
    record(
        actor=actor,
        deed=deeds.SURVEY_OPENED,
        subject=survey,
        detail={"title": survey, "asked": len(people), "spared": meant.count() - len(people)},
    )
    return survey


def _ask(actor: Actor, survey: Survey) -> None:
    notify(
        actor=actor,
        to=silent_accounts(survey),
        kind=deeds.ANSWER_ASKED,
        subject=survey,
        detail={"title": survey.title},
        url=reverse("needs:answer", args=[survey.pk]),
        due_on=survey.closes_on,
    )


@transaction.atomic
def tell_new_closing(*, actor: Actor, survey: Survey) -> None:
    """延期: an open survey changes in nothing but its closing, so the silent are asked anew with the new day."""
    if survey.state == SurveyState.OPEN:
        settle(actor=actor, subject=survey, kind=deeds.ANSWER_ASKED)
        _ask(actor, survey)


def forget_draft(*, survey: Survey) -> None:
    """作废: a draft goes; what people were asked stands, with its answers."""
    if survey.state != SurveyState.DRAFT:
        raise Refused(_("开始过的征求不能作废，可以截止"))


def _invite(survey: Survey, people: Sequence[Person], *, on: date, least: int) -> None:
    groups = {
        person.pk: rules.group_of(
            by=survey.group_by,
            unit_kind=person.unit.kind if person.unit else "",
            level=person.level,
            birth=person.birth,
            on=on,
        )
        for person in people
    }
    kept = rules.groups_told(Counter(groups.values()), least=least)
    Invited.objects.bulk_create(
        Invited(survey=survey, person=person, invited_on=on, group=kept[groups[person.pk]])
        for person in people
    )


@transaction.atomic
def answer_survey(
    *, actor: Actor, survey_id: int, said: Mapping[str, Sequence[str]], on: date
) -> None:
    """参加征求, once. The ledger tells that somebody answered; the answer goes where no name is."""
    survey = ANSWER_SURVEYS.one(actor, Survey.objects.standing(), pk=survey_id)
    if survey.state != SurveyState.OPEN or not survey.opens_on <= on <= survey.closes_on:
        raise Refused(_("不在征求期间，不收答卷"))
    asked = Invited.objects.get(survey=survey, person=actor.person_id)
    put_in(
        key=survey.box,
        holder=asked.person_id,
        group=asked.group,
        questions=asked_of(survey_id=survey.pk),
        said=said,
    )
    if (account := account_of(asked.person_id)) is not None:
        settle(actor=actor, subject=survey, kind=deeds.ANSWER_ASKED, of=[account])
    record(actor=actor, deed=deeds.SURVEY_ANSWERED, subject=survey, detail={"title": survey})


@transaction.atomic
def close_survey(*, actor: Actor, survey_id: int, on: date) -> Survey:
    """截止, once and for all: results are told from here on, the same at every reading.

    Never before its last day has passed, so nobody chooses after whose answer it closes.
    """
    survey = _locked(actor, survey_id)
    if on <= survey.closes_on:
        raise Refused(_("截止日期过后才能截止"))
    _close(actor, survey)
    return survey


def _close(actor: Actor, survey: Survey) -> None:
    if survey.state != SurveyState.OPEN:
        raise Refused(_("征求没有开始，或已经截止"))
    close_box(key=survey.box)
    _moved(survey, SurveyState.CLOSED)
    settle(actor=actor, subject=survey, kind=deeds.ANSWER_ASKED)
    record(actor=actor, deed=deeds.SURVEY_CLOSED, subject=survey, detail={"title": survey})


@transaction.atomic
def close_due(*, actor: Actor, on: date) -> int:
    """Surveys whose last day has passed are closed, and their organizers told."""
    rows = Survey.objects.standing().select_for_update(of=("self",), skip_locked=True)
    due = list(rows.filter(state=SurveyState.OPEN, closes_on__lt=on))
    for survey in due:
        _close(actor, survey)
        hands = accounts_holding(roles=UNIT_HANDS, unit_id=survey.organizer_id, on=on)
        notify(
            actor=actor,
            to=hands,
            kind=deeds.CLOSED_TOLD,
            subject=survey,
            detail={"title": survey.title},
            url=reverse("needs:results", args=[survey.pk]),
        )
    return len(due)


@transaction.atomic
def remind_silent(*, actor: Actor, on: date) -> int:
    """催答: some days before the closing, once, to whoever has left no mark."""
    before = timedelta(days=limits_on(on).remind_before)
    told = 0
    due = Survey.objects.standing().filter(
        state=SurveyState.OPEN, closes_on__gte=on, closes_on__lte=on + before
    )
    for survey in due:
        count = notify(
            actor=actor,
            to=silent_accounts(survey),
            kind=deeds.ANSWER_DUE,
            subject=survey,
            detail={"title": survey.title},
            url=reverse("needs:answer", args=[survey.pk]),
            due_on=survey.closes_on,
            once=True,
        )
        if count:
            record(
                actor=actor,
                deed=deeds.SURVEY_REMINDED,
                subject=survey,
                detail={"title": survey, "count": count},
            )
        told += count
    return told
