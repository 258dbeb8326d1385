from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    INSIDE,
    LIAISONS,
    UNIT_HANDS,
    Role,
    ScopeKind,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_matter,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.cultivation.courses.enums import EnrolmentState
from qingmiao.cultivation.courses.models import (
    Admission,
    Attendance,
    Enrolment,
    LeaveRequest,
    Material,
    Programme,
    SeatQuota,
    Session,
    SignIn,
    TrainingClass,
)
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person

ORGANIZER = "programme__organizer"
TEACHERS = (Role.CLASS_TEACHER,)

VIEW_PROGRAMMES = Permission[Programme](
    code="courses.programme.view",
    sentence=_("您无权查看培训项目"),
    scope=everywhere(INSIDE),
)
"""What is taught, when and where is known to everybody who works here; who came is not."""

KEEP_PROGRAMMES = Permission[Programme](
    code="courses.programme.keep",
    sentence=_("您无权维护该单位的培训项目"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "organizer")),
)

VIEW_CLASSES = Permission[TrainingClass](
    code="courses.training_class.view",
    sentence=_("您无权查看班次"),
    scope=everywhere(INSIDE),
)

KEEP_CLASSES = Permission[TrainingClass](
    code="courses.training_class.keep",
    sentence=_("您无权维护该班次"),
    scope=any_of(
        district(DEPARTMENT),
        by_unit(UNIT_HANDS, ORGANIZER),
        by_matter(ScopeKind.CLASS, TEACHERS),
    ),
)

VIEW_SESSIONS = Permission[Session](
    code="courses.session.view",
    sentence=_("您无权查看课次"),
    scope=everywhere(INSIDE),
)

KEEP_SESSIONS = Permission[Session](
    code="courses.session.keep",
    sentence=_("您无权维护该班次的课次"),
    scope=any_of(
        district(DEPARTMENT),
        by_unit(UNIT_HANDS, f"training_class__{ORGANIZER}"),
        by_matter(ScopeKind.CLASS, TEACHERS, "training_class"),
    ),
)

_ROLL_KEEPERS = any_of(
    district(DEPARTMENT),
    by_unit(UNIT_HANDS, f"session__training_class__{ORGANIZER}"),
    by_matter(ScopeKind.CLASS, TEACHERS, "session__training_class"),
)

VIEW_ATTENDANCES = Permission[Attendance](
    code="courses.attendance.view",
    sentence=_("您无权查看出勤记录"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        _ROLL_KEEPERS,
        own(),
    ),
)
"""A unit sees its own people wherever they learn; who runs a class sees its whole roll."""

KEEP_ATTENDANCES = Permission[Attendance](
    code="courses.attendance.keep",
    sentence=_("您无权登记该班次的出勤，本人和亲属的出勤由他人登记"),
    scope=not_about_me(_ROLL_KEEPERS),
)
"""Hours are credited by somebody else: nobody keeps the own roll."""

VIEW_HOURS = Permission[Person](
    code="courses.hours.view",
    sentence=_("您无权查看学时台账"),
    scope=any_of(
        by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS), own(field="pk")
    ),
)

APPROVE_CLASSES = Permission[TrainingClass](
    code="courses.training_class.approve",
    sentence=_("批准办班由组织部门办理"),
    scope=district(DEPARTMENT),
)

_OF_THE_CLASS = any_of(
    district(DEPARTMENT),
    by_unit(UNIT_HANDS, f"training_class__{ORGANIZER}"),
    by_matter(ScopeKind.CLASS, TEACHERS, "training_class"),
)

VIEW_ADMISSIONS = Permission[Admission](
    code="courses.admission.view",
    sentence=_("您无权查看报名办法"),
    scope=everywhere(INSIDE),
)

KEEP_ADMISSIONS = Permission[Admission](
    code="courses.admission.keep",
    sentence=_("您无权维护该班次的报名办法"),
    scope=_OF_THE_CLASS,
)

VIEW_QUOTAS = Permission[SeatQuota](
    code="courses.quota.view",
    sentence=_("您无权查看单位名额"),
    scope=any_of(district(DISTRICT_READERS), _OF_THE_CLASS, by_unit(UNIT_HANDS)),
)
"""A unit sees its own seats; who runs the class sees everybody's."""

KEEP_QUOTAS = Permission[SeatQuota](
    code="courses.quota.keep",
    sentence=_("您无权分配该班次的名额"),
    scope=_OF_THE_CLASS,
)

VIEW_ENROLMENTS = Permission[Enrolment](
    code="courses.enrolment.view",
    sentence=_("您无权查看报名"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        _OF_THE_CLASS,
        own(),
    ),
)

ANSWER_ENROLMENTS = Permission[Enrolment](
    code="courses.enrolment.answer",
    sentence=_("您无权为该同志的报名表态，本人和亲属的报名由他人表态"),
    scope=not_about_me(any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "person__unit"))),
)
"""Whoever enrols does not agree to it."""

WITHDRAW_ENROLMENTS = Permission[Enrolment](
    code="courses.enrolment.withdraw",
    sentence=_("您无权办理这个报名的退出"),
    scope=any_of(own(), by_unit(UNIT_HANDS, "person__unit"), _OF_THE_CLASS),
)

ACCEPT_OFFERS = Permission[Enrolment](
    code="courses.enrolment.accept",
    sentence=_("递补由本人或所在单位确认"),
    scope=any_of(own(), by_unit(UNIT_HANDS, "person__unit")),
)

ENROL_ONESELF = Permission[Person](
    code="courses.enrolment.apply",
    sentence=_("个人报名须由干部本人办理"),
    scope=own(field="pk"),
)

SEND_PEOPLE = Permission[Person](
    code="courses.enrolment.send",
    sentence=_("您无权选送该同志"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS)),
)

NAME_PEOPLE = Permission[Person](
    code="courses.enrolment.name",
    sentence=_("点名调训由组织部门办理"),
    scope=not_about_me(district(DEPARTMENT), field="pk"),
)

CALL_ROLL = Permission[Session](
    code="courses.session.call_roll",
    sentence=_("您无权办理该课次的考勤"),
    scope=KEEP_SESSIONS.scope,
)

VIEW_SIGNINS = Permission[SignIn](
    code="courses.signin.view",
    sentence=_("您无权查看扫码签到"),
    scope=any_of(_ROLL_KEEPERS, own()),
)

ASK_LEAVE = Permission[Enrolment](
    code="courses.leave.ask",
    sentence=_("请假由本人申请"),
    scope=own(),
)
"""Nobody asks for somebody else, so whoever answers has not asked; who has no account is marked on the roll."""

VIEW_LEAVES = Permission[LeaveRequest](
    code="courses.leave.view",
    sentence=_("您无权查看请假"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "enrolment__person__unit"),
        by_unit(UNIT_HANDS, "enrolment__person__unit"),
        _ROLL_KEEPERS,
        own("enrolment__person"),
    ),
)

ANSWER_LEAVES = Permission[LeaveRequest](
    code="courses.leave.answer",
    sentence=_("您无权批准该班次的请假，本人和亲属的请假由他人批准"),
    scope=not_about_me(_ROLL_KEEPERS, field="enrolment__person"),
)


def of_my_classes(actor: Actor) -> Q:
    """Classes the actor has a seat in, or was at a session of."""
    if actor.person_id is None:
        return NOBODY
    seats = Enrolment.objects.filter(person=actor.person_id, state=EnrolmentState.HELD)
    sat = Attendance.objects.filter(person=actor.person_id, voided_at__isnull=True)
    return Q(training_class__in=seats.values("training_class")) | Q(
        training_class__in=sat.values("session__training_class")
    )


VIEW_MATERIALS = Permission[Material](
    code="courses.material.view",
    sentence=_("学习资料只发给本班学员"),
    scope=any_of(_OF_THE_CLASS, of_my_classes),
)

KEEP_MATERIALS = Permission[Material](
    code="courses.material.keep",
    sentence=_("您无权维护该班次的学习资料"),
    scope=_OF_THE_CLASS,
)
