from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

LECTURE_REQUESTED = deed("lectures.lecture.requested", _("点单：{title}"))
LECTURE_DISPATCHED = deed("lectures.lecture.dispatched", _("派单：{title}，宣讲人 {speaker}"))
DISPATCH_ACCEPTED = deed("lectures.lecture.accepted", _("应约：{title}，宣讲人 {speaker}"))
DISPATCH_DECLINED = deed("lectures.lecture.declined", _("退单：{title}，宣讲人 {speaker}"))
LECTURE_CANCELLED = deed("lectures.lecture.cancelled", _("取消宣讲：{title}"))
PROOF_HANDED_IN = deed("lectures.lecture.handed_in", _("提交宣讲佐证：{title}，签到 {count} 人"))
PROOF_RETURNED = deed("lectures.lecture.returned", _("退回宣讲佐证：{title}"))
LECTURE_CONFIRMED = deed("lectures.lecture.confirmed", _("确认宣讲：{title}"))
SPEAKER_RATED = deed("lectures.speaking.rated", _("评价宣讲人：{title}"))

DISPATCH_ASKED = kind(
    "lectures.lecture.dispatch_asked", _("请派单：{title}"), asks=True, label=_("宣讲待派单")
)
SPEAKER_ASKED = kind(
    "lectures.lecture.speaker_asked", _("请应约宣讲：{title}"), asks=True, label=_("宣讲邀约")
)
SPEAKER_LATE = kind(
    "lectures.lecture.proof_late",
    _("宣讲已过{due}，请提交佐证：{title}"),
    asks=True,
    label=_("宣讲佐证逾期"),
)
HOST_TOLD = kind("lectures.lecture.host_told", _("宣讲人已应约：{title}"), label=_("宣讲人应约"))
CONFIRM_ASKED = kind(
    "lectures.lecture.confirm_asked",
    _("请确认宣讲已送达：{title}"),
    asks=True,
    label=_("宣讲待确认"),
)
RETURNED_TOLD = kind(
    "lectures.lecture.returned_told",
    _("宣讲佐证被退回，请补充：{title}"),
    asks=True,
    label=_("宣讲佐证退回"),
)
DELIVERED_TOLD = kind(
    "lectures.lecture.delivered_told", _("宣讲已确认送达：{title}"), label=_("宣讲送达")
)
CANCELLED_TOLD = kind(
    "lectures.lecture.cancelled_told", _("宣讲已取消：{title}"), label=_("宣讲取消")
)
RATED_TOLD = kind(
    "lectures.speaking.rated_told", _("您的宣讲收到评价：{title}"), label=_("宣讲评价")
)
