from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, ScopeKind
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_matter,
    by_unit,
    district,
    not_about_me,
    own,
)
from qingmiao.cultivation.courses.enums import EnrolmentState
from qingmiao.cultivation.courses.models import Attendance, Enrolment, TrainingClass
from qingmiao.cultivation.courses.permissions import (
    KEEP_CLASSES,
    KEEP_MATERIALS,
    ORGANIZER,
    TEACHERS,
    VIEW_MATERIALS,
    of_my_classes,
)
from qingmiao.cultivation.learning.enums import WorkState
from qingmiao.cultivation.learning.models import (
    ArchivedHours,
    Assignment,
    Attempt,
    Certificate,
    HoursWarning,
    HoursYear,
    OutsideLearning,
    Quiz,
    Work,
)
from qingmiao.kernel.actor import Actor
from qingmiao.notices.permissions import declare_subject
from qingmiao.people.dossiers.models import Person

VIEW_ARCHIVED = Permission[ArchivedHours](
    code="learning.archived.view",
    sentence=_("您无权查看学时归档"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        own(),
    ),
)

ARCHIVE_HOURS = Permission[HoursYear](
    code="learning.hours.archive",
    sentence=_("您无权归档学时"),
    scope=district(DEPARTMENT),
)
"""A whole year of the whole district is closed by the department, and by nobody twice."""

VIEW_WARNINGS = Permission[HoursWarning](
    code="learning.warning.view",
    sentence=_("您无权查看学时预警"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"), by_unit(UNIT_HANDS, "person__unit"), own()
    ),
)

declare_subject(HoursWarning, VIEW_WARNINGS)

_CLASS = "training_class"
_ISSUERS = any_of(
    district(DEPARTMENT),
    by_unit(UNIT_HANDS, f"{_CLASS}__{ORGANIZER}"),
    by_matter(ScopeKind.CLASS, TEACHERS, _CLASS),
)

ISSUE_CERTIFICATES = Permission[TrainingClass](
    code="learning.certificate.issue",
    sentence=_("您无权给该班次发证"),
    scope=any_of(
        district(DEPARTMENT), by_unit(UNIT_HANDS, ORGANIZER), by_matter(ScopeKind.CLASS, TEACHERS)
    ),
)

VIEW_CERTIFICATES = Permission[Certificate](
    code="learning.certificate.view",
    sentence=_("您无权查看结业证书"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        _ISSUERS,
        own(),
    ),
)
"""The number stands on the page: whoever holds a certificate decides who else may verify it."""

REVOKE_CERTIFICATES = Permission[Certificate](
    code="learning.certificate.revoke",
    sentence=_("您无权撤销该证书"),
    scope=not_about_me(any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, f"{_CLASS}__{ORGANIZER}"))),
)

_OF_THE_UNIT = by_unit(UNIT_HANDS, "person__unit")

VIEW_OUTSIDE = Permission[OutsideLearning](
    code="learning.outside.view",
    sentence=_("您无权查看校外学习"),
    scope=any_of(by_unit(DISTRICT_READERS, "person__unit"), _OF_THE_UNIT, own()),
)

REPORT_OUTSIDE = Permission[Person](
    code="learning.outside.report",
    sentence=_("您无权为该同志申报校外学习"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS), own(field="pk")),
)
"""Three routes: oneself, the unit, the department. Whoever reported never recognises."""

CONFIRM_OUTSIDE = Permission[OutsideLearning](
    code="learning.outside.confirm",
    sentence=_("您无权确认该校外学习，本人和亲属的由他人确认"),
    scope=not_about_me(_OF_THE_UNIT),
)

RECOGNISE_OUTSIDE = Permission[OutsideLearning](
    code="learning.outside.recognise",
    sentence=_("您无权认定该校外学习，本人和亲属的由他人认定"),
    scope=not_about_me(district(DEPARTMENT)),
)


def _on_whose_roll_i_am(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    rows = Attendance.objects.standing().filter(person=actor.person_id)
    return Q(pk__in=rows.values("session__training_class"))


EVALUATE_CLASSES = Permission[TrainingClass](
    code="learning.evaluation.give",
    sentence=_("您不是该班次的学员"),
    scope=_on_whose_roll_i_am,
)
"""Whoever is on the roll finds the form; whoever was never there is told why it refuses."""

VIEW_EVALUATIONS = Permission[TrainingClass](
    code="learning.evaluation.view",
    sentence=_("您无权查看该班次的评课结果"),
    scope=ISSUE_CERTIFICATES.scope,
)


def _on_whose_list_i_am(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    seats = Enrolment.objects.filter(person=actor.person_id, state=EnrolmentState.HELD)
    return _on_whose_roll_i_am(actor) | Q(pk__in=seats.values("training_class"))


BELONG_TO_CLASS = Permission[TrainingClass](
    code="learning.task.list",
    sentence=_("作业和测验只对本班学员开放"),
    scope=any_of(KEEP_CLASSES.scope, _on_whose_list_i_am),
)

VIEW_ASSIGNMENTS = Permission[Assignment](
    code="learning.assignment.view",
    sentence=_("作业只对本班学员开放"),
    scope=VIEW_MATERIALS.scope,
)

KEEP_ASSIGNMENTS = Permission[Assignment](
    code="learning.assignment.keep",
    sentence=_("您无权维护该班次的作业"),
    scope=KEEP_MATERIALS.scope,
)

HAND_IN = Permission[Assignment](
    code="learning.work.hand_in",
    sentence=_("作业由本班学员本人提交"),
    scope=of_my_classes,
)


def _works_i_keep(actor: Actor) -> Q:
    return Q(assignment__in=KEEP_ASSIGNMENTS.rows(actor, Assignment.objects.all()).values("pk"))


def _works_of_my_peers(actor: Actor) -> Q:
    shared = HAND_IN.rows(actor, Assignment.objects.standing().filter(is_shared=True))
    return Q(assignment__in=shared.values("pk"), state__in=[WorkState.PASSED, WorkState.EXCELLENT])


VIEW_WORKS = Permission[Work](
    code="learning.work.view",
    sentence=_("您无权查看这份作业"),
    scope=any_of(own(), _works_i_keep, _works_of_my_peers),
)
"""Peers read only what passed, and only where the class may read it."""

declare_subject(Work, VIEW_WORKS)

REVIEW_WORKS = Permission[Work](
    code="learning.work.review",
    sentence=_("您无权批阅这份作业，本人和亲属的由他人批阅"),
    scope=not_about_me(_works_i_keep),
)

VIEW_QUIZZES = Permission[Quiz](
    code="learning.quiz.view",
    sentence=_("测验只对本班学员开放"),
    scope=VIEW_MATERIALS.scope,
)

KEEP_QUIZZES = Permission[Quiz](
    code="learning.quiz.keep",
    sentence=_("您无权维护该班次的测验"),
    scope=KEEP_MATERIALS.scope,
)

TAKE_QUIZZES = Permission[Quiz](
    code="learning.quiz.take",
    sentence=_("测验由本班学员本人作答"),
    scope=of_my_classes,
)


def _attempts_i_keep(actor: Actor) -> Q:
    return Q(quiz__in=KEEP_QUIZZES.rows(actor, Quiz.objects.all()).values("pk"))


VIEW_ATTEMPTS = Permission[Attempt](
    code="learning.attempt.view",
    sentence=_("您无权查看这份答卷"),
    scope=any_of(own(), _attempts_i_keep),
)
