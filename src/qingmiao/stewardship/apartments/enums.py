from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlatKind(TextChoices):
    SINGLE = "single", _("单间")
    ONE_ROOM = "one_room", _("一室一厅")
    TWO_ROOMS = "two_rooms", _("两室一厅")


class TenantKind(TextChoices):
    CADRE = "cadre", _("年轻干部")
    TALENT = "talent", _("科技人才")


class LeaseState(TextChoices):
    SIGNED = "signed", _("已签约")
    LIVING = "living", _("在租")
    ENDED = "ended", _("已退租")
