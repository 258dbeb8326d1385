from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Campaign(TextChoices):
    """The speech's two special actions."""

    STYLE = "style", _("正作风、提精神、鼓士气")
    PRESENCE = "presence", _("在岗不在状态")
    OTHER = "other", _("其他专项")


CAMPAIGN_NUMBERS = {1: Campaign.STYLE, 2: Campaign.PRESENCE, 3: Campaign.OTHER}
"""By which number a role is granted for one special action (``ScopeKind.CAMPAIGN``)."""


class CheckState(TextChoices):
    PLANNED = "planned", _("已计划")
    HELD = "held", _("已检查")
    CLOSED = "closed", _("已办结")


class ProofGrade(TextChoices):
    SEEN = "seen", _("现场所见")
    DOCUMENT = "document", _("书证")
    TOLD = "told", _("他人反映")


class FindingState(TextChoices):
    NOTIFIED = "notified", _("已告知")
    EXPLAINED = "explained", _("已说明")
    OVERTURNED = "overturned", _("已撤销")
    RECTIFYING = "rectifying", _("整改中")
    VERIFIED = "verified", _("整改已核")


CONFIRMED = (FindingState.RECTIFYING, FindingState.VERIFIED)
"""What stands after the person concerned was heard: only that is evidence of anything."""

OPEN_TO_REPLY = (FindingState.NOTIFIED, FindingState.EXPLAINED)
"""While a finding is not yet judged, the person concerned may still explain."""
