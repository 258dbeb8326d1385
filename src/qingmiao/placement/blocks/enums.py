from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BlockRole(TextChoices):
    GOVERNOR = "governor", _("治理员")
    ASSISTANT = "assistant", _("协理员")
    SUPERVISOR = "supervisor", _("监督员")


class CadreTier(TextChoices):
    """三级干部: from which level of bodies somebody was sent."""

    DISTRICT = "district", _("区级")
    TOWNSHIP = "township", _("乡镇（街道）级")
    VILLAGE = "village", _("村（社区）级")


class RequestCategory(TextChoices):
    ENVIRONMENT = "environment", _("环境卫生")
    FACILITIES = "facilities", _("设施维修")
    DISPUTE = "dispute", _("矛盾纠纷")
    POLICY = "policy", _("政策咨询")
    LIVELIHOOD = "livelihood", _("民生救助")
    SAFETY = "safety", _("安全隐患")
    OTHER = "other", _("其他")


class RequestState(TextChoices):
    RECEIVED = "received", _("已受理")
    CLASSIFIED = "classified", _("已分类")
    DISPATCHED = "dispatched", _("已派单")
    WORKING = "working", _("办理中")
    DONE = "done", _("已办结待确认")
    CONFIRMED = "confirmed", _("群众确认")
    REOPENED = "reopened", _("重新办理")
    CLOSED = "closed", _("关闭")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("已并单")


class Channel(TextChoices):
    """受理渠道: how a request came in."""

    LEDGER = "ledger", _("台账补录")
    DESK = "desk", _("窗口")
    PHONE = "phone", _("电话")
    CODE = "code", _("扫码")
    HOTLINE = "hotline", _("12345 转办")


class Difficulty(TextChoices):
    """难易程度: by it the term is set, and the work is read."""

    SIMPLE = "simple", pgettext_lazy("request", "简单")
    USUAL = "usual", pgettext_lazy("request", "一般")
    HARD = "hard", pgettext_lazy("request", "复杂")
    LASTING = "lasting", pgettext_lazy("request", "疑难")


class StepKind(TextChoices):
    """What happened to a request, line by line."""

    RECEIVED = "received", _("受理")
    CLASSIFIED = "classified", _("分类定级")
    DISPATCHED = "dispatched", _("派单")
    TRANSFERRED = "transferred", _("转派")
    MOVED = "moved", _("转区块")
    ACCEPTED = "accepted", _("接单")
    NOTED = "noted", _("办理情况")
    DONE = "done", _("报办结")
    CONFIRMED = "confirmed", _("群众确认解决")
    DENIED = "denied", _("群众答复没有解决")
    UNREACHED = "unreached", _("回访未接通")
    CHECKED = "checked", _("抽样回访属实")
    REOPENED = "reopened", _("重新办理")
    MERGED = "merged", _("并单")
    SUPERVISED = "supervised", _("督办")
    CLOSED = "closed", _("未答复结案")
    DECLINED = "declined", _("不予受理")
    READ = "read", _("查看联系方式")
    RENEWED = "renewed", _("重发答复链接")


class AnswerBy(TextChoices):
    """群众怎样答复: by the resident's own link, or told to somebody who called."""

    LINK = "link", _("本人凭链接")
    CALL = "call", _("电话回访")


class Phase(TextChoices):
    """照片: what was found, and what was left."""

    BEFORE = "before", _("办理前")
    AFTER = "after", _("办理后")
