from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    DISPATCHED = "dispatched", _("已派单")
    WORKING = "working", _("办理中")
    DONE = "done", _("已办结待确认")
    CONFIRMED = "confirmed", _("群众确认")
    REOPENED = "reopened", _("重新办理")
    CLOSED = "closed", _("关闭")
