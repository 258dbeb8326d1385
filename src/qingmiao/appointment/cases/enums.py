from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    MOTIONED = "motioned", _("动议")
    RECOMMENDED = "recommended", _("民主推荐")
    EXAMINED = "examined", _("考察")
    DECIDED = "decided", _("讨论决定")
    NOTICED = "noticed", _("任前公示")
    APPOINTED = "appointed", _("已任职")
    TERMINATED = "terminated", _("终止")


class AppointmentKind(TextChoices):
    """Chosen on each appointment with a note, never derived (facts.md 4.2)."""

    PROMOTION = "promotion", _("提拔")
    FURTHER_USE = "further_use", _("进一步使用")
    LATERAL = "lateral", _("平职")


class SourceLink(TextChoices):
    """Where the person was found: the speech's three 注重."""

    GRASSROOTS = "grassroots", _("从基层中选")
    FRONTLINE = "frontline", _("从一线中选")
    ARENA = "arena", _("从擂台上选")
    OTHER = "other", _("其他")


PUBLISHED = (CaseState.NOTICED, CaseState.APPOINTED)
"""Until the public notice a case is sealed: nobody outside the department knows that it exists."""

DECIDED = (CaseState.DECIDED, *PUBLISHED)
"""States that a case reaches only after the committee decided."""
