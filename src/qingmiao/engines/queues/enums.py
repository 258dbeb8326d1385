from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Policy(TextChoices):
    """Who is next. Declared when a line opens, told to whoever stands in it."""

    ARRIVAL = "arrival", _("先到先得")
    PRIORITY = "priority", _("优先在先，同等者先到先得")


class TicketState(TextChoices):
    WAITING = "waiting", _("候补")
    OFFERED = "offered", _("待确认递补")
    HELD = "held", _("已占名额")
    LEFT = "left", _("已退出")
    DECLINED = "declined", _("放弃递补")
    LAPSED = "lapsed", _("逾期未确认")


LIVE = (TicketState.WAITING, TicketState.OFFERED, TicketState.HELD)
"""States in which somebody stands in the line or has a seat of it."""

SEATED = (TicketState.OFFERED, TicketState.HELD)
"""States that take a seat: an offer keeps one free until it is answered."""
