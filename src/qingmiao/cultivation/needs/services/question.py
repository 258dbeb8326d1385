"""题目: written while the survey is a draft; once it is open the database keeps them as they are."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qingmiao.cultivation.needs import deeds, rules
from qingmiao.cultivation.needs.contracts import QuestionDraft
from qingmiao.cultivation.needs.enums import SurveyState
from qingmiao.cultivation.needs.models import Survey, SurveyQuestion
from qingmiao.cultivation.needs.permissions import KEEP_SURVEYS
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record


def drafted(actor: Actor, survey_id: int) -> Survey:
    rows = Survey.objects.standing().select_for_update(of=("self",)).select_related("organizer")
    survey = KEEP_SURVEYS.one(actor, rows, pk=survey_id)
    if survey.state != SurveyState.DRAFT:
        raise Refused(_("征求已经开始，不再修改题目"))
    return survey


@transaction.atomic
def add_question(*, actor: Actor, survey_id: int, draft: QuestionDraft) -> SurveyQuestion:
    survey = drafted(actor, survey_id)
    rows = SurveyQuestion.objects.filter(survey=survey)
    flaws = list(rules.flaws_of_question(draft, others=rows.values_list("label", flat=True)))
    if rows.count() >= rules.MOST_QUESTIONS:
        flaws.append(_("一次征求最多 %(most)d 题") % {"most": rules.MOST_QUESTIONS})
    if flaws:
        raise Refused(flaws)
    last = rows.aggregate(last=Max("place"))["last"] or 0
    question = SurveyQuestion.objects.create(
        survey=survey,
        place=last + 1,
        label=draft.label,
        kind=draft.kind,
        options=list(draft.options),
        most=draft.most,
    )
    _told(actor, deeds.QUESTION_ADDED, survey, question)
    return question


@transaction.atomic
def change_question(
    *, actor: Actor, survey_id: int, question_id: int, draft: QuestionDraft
) -> SurveyQuestion:
    survey = drafted(actor, survey_id)
    question = _question(survey, question_id)
    others = SurveyQuestion.objects.filter(survey=survey).exclude(pk=question_id)
    if flaws := list(rules.flaws_of_question(draft, others=others.values_list("label", flat=True))):
        raise Refused(flaws)
    question.label, question.kind = draft.label, draft.kind
    question.options, question.most = list(draft.options), draft.most
    question.save()
    _told(actor, deeds.QUESTION_CHANGED, survey, question)
    return question


@transaction.atomic
def remove_question(*, actor: Actor, survey_id: int, question_id: int) -> None:
    survey = drafted(actor, survey_id)
    question = _question(survey, question_id)
    _told(actor, deeds.QUESTION_REMOVED, survey, question)
    question.delete()


def _question(survey: Survey, question_id: int) -> SurveyQuestion:
    question = SurveyQuestion.objects.filter(survey=survey, pk=question_id).first()
    if question is None:
        raise Refused(_("题目已经删除"))
    return question


def _told(actor: Actor, deed: Deed, survey: Survey, question: SurveyQuestion) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=survey,
        detail={"title": survey, "question": question.label},
    )
