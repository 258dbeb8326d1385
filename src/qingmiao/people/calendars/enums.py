from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AbsenceKind(TextChoices):
    ANNUAL = "annual", _("年休假")
    SICK = "sick", _("病假")
    MATERNITY = "maternity", _("产假、陪产假")
    PERSONAL = "personal", _("事假")
    TRIP = "trip", _("出差")
