from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

HOURS_EXPORTED = deed("courses.hours.exported", _("导出 {year} 年学时台账 {count} 人（{filter}）"))
CLASS_MOVED = deed("courses.class.moved", _("班次{title}：{old} → {new}"))
ADMISSION_EXTENDED = deed("courses.admission.extended", _("延长报名：{title}，{old} → {new}"))
ENROLLED = deed("courses.enrolment.made", _("{route}：{title}"))
ENROLMENT_WITHDRAWN = deed("courses.enrolment.withdrawn", _("退出班次：{title}"))
ENROLMENT_ANSWERED = deed("courses.enrolment.answered", _("单位对报名表态：{title}，{answer}"))
OFFER_ACCEPTED = deed("courses.enrolment.accepted", _("确认递补：{title}"))
LINE_ADVANCED = deed("courses.enrolment.advanced", _("{title}递补 {count} 人"))
SESSION_MOVED = deed("courses.session.moved", _("调整课次{title}：{old} → {new}"))
ROLL_CALLED = deed("courses.session.roll_called", _("点名：{title}，{count} 人"))
ATTENDANCE_OVERRIDDEN = deed("courses.attendance.overridden", _("人工登记出勤：{title}，{answer}"))
SIGNED_IN = deed("courses.session.signed_in", _("扫码签到：{title}"))
SAMPLE_DRAWN = deed("courses.session.sampled", _("随机抽点：{title}，{count} 人"))
SAMPLE_ANSWERED = deed("courses.signin.answered", _("抽点结果：{title}，{answer}"))
SIGNINS_CONFIRMED = deed("courses.session.confirmed", _("确认扫码签到：{title}，{count} 人"))
LEAVE_ASKED = deed("courses.leave.asked", _("申请请假：{title}"))
LEAVE_ANSWERED = deed("courses.leave.answered", _("批复请假：{title}，{answer}"))
MATERIAL_ADDED = deed("courses.material.added", _("上传学习资料：{title}"))
MATERIAL_WITHDRAWN = deed("courses.material.withdrawn", _("撤下学习资料：{title}"))

APPROVAL_WANTED = kind(
    "courses.enrolment.asked",
    _("{person}报名{title}，请单位表态"),
    asks=True,
    label=_("报名待单位表态"),
)
SEAT_GIVEN = kind("courses.enrolment.held", _("{person}已录取：{title}"), label=_("录取通知"))
OFFER_MADE = kind(
    "courses.enrolment.offered",
    _("{title}有名额递补给{person}，请于 {until} 前确认"),
    asks=True,
    label=_("名额递补待确认"),
)
OFFER_LAPSED = kind(
    "courses.enrolment.lapsed", _("{title}的递补逾期未确认，名额已转给下一位"), label=_("递补逾期")
)
ANSWER_GIVEN = kind(
    "courses.enrolment.answered_to", _("{title}的报名：{answer}"), label=_("报名结果")
)
CLASS_CANCELLED = kind("courses.class.cancelled", _("{title}取消：{reason}"), label=_("班次取消"))
SESSION_WAS_MOVED = kind(
    "courses.session.was_moved",
    _("{title}改为 {new}（原 {old}）；不能参加的可以退出"),
    label=_("课次调整"),
)
LEAVE_WANTED = kind(
    "courses.leave.wanted",
    _("{person}申请请假：{title}"),
    asks=True,
    label=_("请假待批复"),
)
LEAVE_ANSWER = kind("courses.leave.answer", _("{title}的请假：{answer}"), label=_("请假批复"))
