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
from qingmiao.cultivation.lectures.enums import UNDER_WAY, LectureState
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Rating, Speaking
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

DISPATCH_LECTURES = Permission[Lecture](
    code="lectures.lecture.dispatch",
    sentence=_("您无权派单"),
    scope=by_unit(DEPARTMENT, "host"),
)

CANCEL_LECTURES = Permission[Lecture](
    code="lectures.lecture.cancel",
    sentence=_("您无权取消该场宣讲"),
    scope=any_of(by_unit(DEPARTMENT, "host"), by_unit(UNIT_HANDS, "host")),
)

ANSWER_REQUESTS = Permission[Speaking](
    code="lectures.speaking.answer",
    sentence=_("您无权应答这次派单"),
    scope=any_of(own(SPEAKER), by_unit(DEPARTMENT, "lecture__host")),
)

HAND_IN_PROOF = Permission[Lecture](
    code="lectures.lecture.hand_in",
    sentence=_("您无权提交该场宣讲的佐证"),
    scope=any_of(by_unit(DEPARTMENT, "host"), _where_i_spoke),
)


def _held_for_my_unit(actor: Actor) -> Q:
    """The unit that asked says whether it was held; nobody confirms a lecture of one's own."""
    hosted = by_unit(UNIT_HANDS, "host")(actor)
    if hosted == NOBODY:
        return NOBODY
    mine = _where_i_spoke(actor)
    return hosted if mine == NOBODY else hosted & ~mine


CONFIRM_LECTURES = Permission[Lecture](
    code="lectures.lecture.confirm",
    sentence=_("您无权确认该场宣讲，须由点单单位确认，宣讲人不确认本人的宣讲"),
    scope=_held_for_my_unit,
)


def _spoke_for_my_unit(actor: Actor) -> Q:
    hosted = by_unit(UNIT_HANDS, "lecture__host")(actor)
    if hosted == NOBODY:
        return NOBODY
    return hosted & Q(lecture__state__in=[*UNDER_WAY[2:], LectureState.DELIVERED])


RATE_SPEAKERS = Permission[Speaking](
    code="lectures.speaking.rate",
    sentence=_("您无权评价该宣讲人，须由点单单位评价，本人和亲属除外"),
    scope=not_about_me(_spoke_for_my_unit, SPEAKER),
)

VIEW_RATINGS = Permission[Rating](
    code="lectures.rating.view",
    sentence=_("您无权查看宣讲评价，只有宣讲人本人和管理部门看得到"),
    scope=any_of(
        own(f"speaking__{SPEAKER}"),
        not_about_me(district(DEPARTMENT), f"speaking__{SPEAKER}"),
    ),
)
