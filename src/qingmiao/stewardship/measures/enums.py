from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BenefitKind(TextChoices):
    COMMENDATION = "commendation", _("通报表扬")
    REST = "rest", _("休养休假")
    TOLERANCE = "tolerance", _("容错")
    CLARIFICATION = "clarification", _("澄清正名")
    SUPPORT = "support", _("关心帮扶")
