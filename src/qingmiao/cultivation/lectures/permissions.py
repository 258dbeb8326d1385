from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    LIAISONS,
    UNIT_HANDS,
    Role,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.kernel.actor import Actor

SPEAKER = "member__person"


def _where_i_spoke(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    mine = Speaking.objects.standing().filter(member__person=actor.person_id)
    return Q(pk__in=mine.order_by().values("lecture"))


def _asked_for_by_my_unit(actor: Actor) -> Q:
    """A unit writes its own request; once the corps has answered, the department keeps it."""
    hosted = by_unit(UNIT_HANDS, "host")(actor)
    return hosted if hosted == NOBODY else hosted & Q(state=LectureState.REQUESTED)


VIEW_MEMBERS = Permission[CorpsMember](
    code="lectures.member.view",
    sentence=_("您无权查看宣讲团成员"),
    scope=any_of(
        everywhere([*DISTRICT_READERS, Role.LECTURER]),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        own(),
    ),
)

KEEP_MEMBERS = Permission[CorpsMember](
    code="lectures.member.keep",
    sentence=_("您无权维护宣讲团成员"),
    scope=district(DEPARTMENT),
)

VIEW_LECTURES = Permission[Lecture](
    code="lectures.lecture.view",
    sentence=_("您无权查看该场宣讲"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "host"),
        by_unit(LIAISONS, "host"),
        by_unit(UNIT_HANDS, "host"),
        _where_i_spoke,
    ),
)

KEEP_LECTURES = Permission[Lecture](
    code="lectures.lecture.keep",
    sentence=_("您无权登记该单位的宣讲；点单单位只能登记和修改尚未派单的点单"),
    scope=any_of(by_unit(DEPARTMENT, "host"), _asked_for_by_my_unit),
)

VIEW_SPEAKINGS = Permission[Speaking](
    code="lectures.speaking.view",
    sentence=_("您无权查看宣讲参与"),
    scope=any_of(
        by_unit(DISTRICT_READERS, f"{SPEAKER}__unit"),
        by_unit(LIAISONS, f"{SPEAKER}__unit"),
        by_unit(UNIT_HANDS, f"{SPEAKER}__unit"),
        by_unit(UNIT_HANDS, "lecture__host"),
        own(SPEAKER),
    ),
)

KEEP_SPEAKINGS = Permission[Speaking](
    code="lectures.speaking.keep",
    sentence=_("您无权登记宣讲参与，本人和亲属的参与由他人登记"),
    scope=not_about_me(by_unit(DEPARTMENT, "lecture__host"), SPEAKER),
)
