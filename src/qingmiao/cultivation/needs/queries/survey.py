"""Surveys: their questions, who is asked and has not answered, and the one publication of results."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from qingmiao.access.queries import accounts_of
from qingmiao.cultivation.needs import rules
from qingmiao.cultivation.needs.contracts import Limits, Results
from qingmiao.cultivation.needs.enums import OLDEST, SurveyState
from qingmiao.cultivation.needs.models import Invited, Need, Survey, SurveyQuestion
from qingmiao.cultivation.needs.permissions import (
    ANSWER_SURVEYS,
    KEEP_SURVEYS,
    VIEW_RESULTS,
)
from qingmiao.engines.ballots import queries as ballots
from qingmiao.engines.ballots.contracts import Question
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import born_since
from qingmiao.orgs.queries import subtree_ids
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.models import Person
from qingmiao.rulebook.library import regulation

MONTH = timedelta(days=30)


def limits_on(on: date) -> Limits:
    return rules.limits_of(regulation("needs/survey").on(on))


def asked_of(*, survey_id: int) -> list[Question]:
    """The questions as the box knows them."""
    return [
        Question(
            name=str(row.pk),
            label=row.label,
            kind=row.kind,
            options=tuple(row.options),
            most=row.most,
        )
        for row in SurveyQuestion.objects.filter(survey=survey_id)
    ]


def questions_of(*, survey_id: int) -> QuerySet[SurveyQuestion]:
    return SurveyQuestion.objects.filter(survey=survey_id)


def kept_survey(*, actor: Actor, survey_id: int) -> Survey:
    rows = Survey.objects.standing().select_related("organizer")
    return KEEP_SURVEYS.one(actor, rows, pk=survey_id)


def survey_to_answer(*, actor: Actor, survey_id: int) -> Survey:
    return ANSWER_SURVEYS.one(actor, Survey.objects.standing(), pk=survey_id)


def audience_of(survey: Survey, *, on: date) -> QuerySet[Person]:
    """Who is meant: in service in the unit or below it, within the age."""
    units = subtree_ids(paths=[survey.organizer.path])[survey.organizer.path]
    rows = Person.objects.filter(
        unit__in=units, standing=Standing.IN_SERVICE, managed_until__isnull=True
    )
    if oldest := OLDEST.get(survey.audience):
        rows = rows.filter(birth__gte=born_since(age=oldest, on=on))
    return rows.order_by("pk")


def asked_enough(*, on: date, most: int) -> QuerySet[Any, int]:
    """Who was asked as often as one may be in thirty days."""
    recent = Invited.objects.filter(invited_on__gt=on - MONTH)
    counted = recent.values("person").annotate(times=Count("pk")).filter(times__gte=most)
    return counted.values_list("person", flat=True)


def opened_by(*, organizer_id: int, on: date) -> int:
    rows = Survey.objects.filter(organizer=organizer_id).exclude(state=SurveyState.DRAFT)
    return rows.filter(invited__invited_on__gt=on - MONTH).distinct().count()


def number_asked(survey: Survey) -> int:
    """How many were asked; how many answered is told with the results, or not at all."""
    return Invited.objects.filter(survey=survey).count()


def silent_accounts(survey: Survey) -> set[int]:
    """Accounts of those who were asked and have not answered: for the worker, and for nobody's page."""
    answered = ballots.holders_of(key=survey.box)
    silent = Invited.objects.filter(survey=survey).exclude(person__in=answered)
    return accounts_of(silent.values("person"))


def waiting_for(*, actor: Actor, on: date) -> list[Survey]:
    """Surveys that wait for this reader's answer."""
    if actor.person_id is None:
        return []
    rows = Survey.objects.standing().filter(
        state=SurveyState.OPEN, closes_on__gte=on, invited__person=actor.person_id
    )
    found = list(rows)
    done = ballots.answered_of(keys=[each.box for each in found], holder=actor.person_id)
    return [each for each in found if each.box not in done]


def has_answered(*, actor: Actor, survey: Survey) -> bool:
    return actor.person_id is not None and ballots.has_answered(
        key=survey.box, holder=actor.person_id
    )


def result_survey(*, actor: Actor, survey_id: int) -> Survey:
    rows = Survey.objects.standing().select_related("organizer")
    return VIEW_RESULTS.one(actor, rows, pk=survey_id)


def results_for(survey: Survey) -> tuple[Results | None, str]:
    """What is told, or why nothing is. Every reader is told the same, however often they ask."""
    questions = asked_of(survey_id=survey.pk)
    told = ballots.results_of(key=survey.box, questions=questions)
    if told is None:
        return None, _("答卷不足规定份数，为保护答卷人不公布结果")
    return rules.results_of(told, questions, by=survey.group_by), ""


def least_of(survey: Survey) -> int:
    """How many it takes, as it was declared when the survey opened."""
    return ballots.least_of(key=survey.box)


def surveyed_in(survey: Survey, *, option: str) -> int | None:
    """How many the results say want this option: told already, so it is safe to tell again."""
    told, _why = results_for(survey)
    bars = [bar for chart in told.charts for bar in chart.bars if bar.is_topic] if told else []
    return next((bar.count for bar in bars if bar.label == option), None)


def lifted_of(*, survey_id: int) -> dict[str, int]:
    """What became a need of the board, by its words."""
    rows = Need.objects.standing().filter(survey=survey_id)
    return dict(rows.values_list("title", "pk"))
