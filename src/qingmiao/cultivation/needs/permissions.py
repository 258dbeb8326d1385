from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, INSIDE, UNIT_HANDS
from qingmiao.access.permissions import NOBODY, Permission, any_of, by_unit, district, everywhere
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import KEEP_CLASSES
from qingmiao.cultivation.needs.enums import NeedState, SurveyState
from qingmiao.cultivation.needs.models import Invited, Need, Survey
from qingmiao.kernel.actor import Actor

_KEEPERS = any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "organizer"))


def _invited(actor: Actor) -> Q:
    """A draft is its keepers'; whoever was asked finds the survey from its opening on."""
    if actor.person_id is None:
        return NOBODY
    mine = Invited.objects.filter(person=actor.person_id).values("survey")
    return Q(pk__in=mine) & ~Q(state=SurveyState.DRAFT)


def _closed(actor: Actor) -> Q:
    kept = any_of(_KEEPERS, district(DISTRICT_READERS))(actor)
    return kept if kept == NOBODY else kept & Q(state=SurveyState.CLOSED)


VIEW_SURVEYS = Permission[Survey](
    code="needs.survey.view",
    sentence=_("您无权查看该需求征求"),
    scope=any_of(_KEEPERS, district(DISTRICT_READERS), _invited),
)

KEEP_SURVEYS = Permission[Survey](
    code="needs.survey.keep",
    sentence=_("您无权维护该单位的需求征求"),
    scope=_KEEPERS,
)

ANSWER_SURVEYS = Permission[Survey](
    code="needs.survey.answer",
    sentence=_("没有向您征求，或您的账号没有对应的干部档案"),
    scope=_invited,
)

VIEW_RESULTS = Permission[Survey](
    code="needs.survey.results",
    sentence=_("征求截止后，征求单位和区级领导才能查看结果"),
    scope=_closed,
)


def _on_the_board(actor: Actor) -> Q:
    """What was read; what waits is for whoever reads it and whoever proposed it."""
    return ~Q(state=NeedState.PROPOSED) if actor.has(*INSIDE) else NOBODY


def _proposed_by_oneself(actor: Actor) -> Q:
    return NOBODY if actor.person_id is None else Q(proposer=actor.person_id)


VIEW_NEEDS = Permission[Need](
    code="needs.need.view",
    sentence=_("您无权查看培训需求"),
    scope=any_of(district(DEPARTMENT), _on_the_board, _proposed_by_oneself),
)

KEEP_NEEDS = Permission[Need](
    code="needs.need.keep",
    sentence=_("培训需求由组织部门审核"),
    scope=district(DEPARTMENT),
)

VOTE_NEEDS = Permission[Need](
    code="needs.need.vote",
    sentence=_("附议须有对应的干部档案，且需求仍在看板上"),
    scope=lambda actor: NOBODY if actor.person_id is None else Q(state=NeedState.WANTED),
)

SEE_CITATIONS = Permission[TrainingClass](
    code="needs.citation.view",
    sentence=_("您无权查看班次回应的需求"),
    scope=everywhere(INSIDE),
)

CITE_NEEDS = Permission[TrainingClass](
    code="needs.citation.keep",
    sentence=_("您无权登记该班次回应的需求"),
    scope=KEEP_CLASSES.scope,
)
