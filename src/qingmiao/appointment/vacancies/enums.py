from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VacancyReason(TextChoices):
    RETIREMENT = "retirement", _("退休")
    TRANSFER = "transfer", _("调动")
    TERM = "term", _("任期届满")
    NEW_POST = "new_post", _("新设")
    OTHER = "other", _("其他")


class VacancyState(TextChoices):
    FORECAST = "forecast", _("预测")
    CONFIRMED = "confirmed", _("已确认")
    FROZEN = "frozen", _("冻结")
    FILLED = "filled", _("已补充")


KNOWN_TO_THE_UNIT = (VacancyState.CONFIRMED, VacancyState.FILLED)
"""A forecast or a frozen slot is still being thought about; the unit hears of what is settled."""
