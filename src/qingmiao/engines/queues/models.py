import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.engines.queues.enums import LIVE, SEATED, Policy, TicketState


class Line(models.Model):
    """队: so many seats, and who may have them next. The room that opened it keeps what its key means."""

    key = models.CharField(_("队的代号"), max_length=80, unique=True)
    seats = models.PositiveIntegerField(_("名额"))
    policy = models.CharField(_("递补次序"), max_length=10, choices=Policy)
    offer_for = models.DurationField(_("递补确认时限"), null=True)
    last_call = models.DateTimeField(_("递补截止"), null=True)

    class Meta:
        verbose_name = _("队")
        constraints = [
            models.CheckConstraint(
                name="line_policy_is_known", condition=Q(policy__in=Policy.values)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nobody_is_unseated",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__seats__lt=pgtrigger.F("old__seats")),
                func="IF EXISTS (SELECT 1 FROM queues_ticket WHERE line_id = NEW.id AND seat > NEW.seats) THEN "
                "RAISE EXCEPTION 'a seat that is taken cannot be taken away' "
                "USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Ticket(models.Model):
    """号: one holder in one line. Its number is its order of arrival."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="tickets")
    holder = models.CharField(_("持有人代号"), max_length=80)
    priority = models.SmallIntegerField(_("优先"), default=0)
    state = models.CharField(
        _("状态"), max_length=10, choices=TicketState, default=TicketState.WAITING
    )
    seat = models.PositiveIntegerField(_("席位"), null=True)
    joined_at = models.DateTimeField(_("排队时间"))
    moved_at = models.DateTimeField(_("变动时间"))
    expires_at = models.DateTimeField(_("确认截止"), null=True)

    class Meta:
        verbose_name = _("号")
        indexes = [
            models.Index(
                fields=["line", "id"], name="ticket_waiting", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["expires_at"], name="ticket_offered", condition=Q(state="offered")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="ticket_state_is_known", condition=Q(state__in=TicketState.values)
            ),
            models.UniqueConstraint(
                name="one_live_ticket_per_holder_and_line",
                fields=["line", "holder"],
                condition=Q(state__in=list(LIVE)),
            ),
            models.UniqueConstraint(name="one_ticket_per_seat", fields=["line", "seat"]),
            models.CheckConstraint(
                name="seated_tickets_have_a_seat",
                condition=Q(state__in=list(SEATED), seat__isnull=False, seat__gte=1)
                | (~Q(state__in=list(SEATED)) & Q(seat__isnull=True)),
            ),
            models.CheckConstraint(
                name="offers_run_out",
                condition=Q(state="offered", expires_at__isnull=False)
                | (~Q(state="offered") & Q(expires_at__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_seat_beyond_the_last",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__seat__isnull=False),
                func="IF NEW.seat > (SELECT seats FROM queues_line WHERE id = NEW.line_id) THEN "
                "RAISE EXCEPTION 'no such seat' USING ERRCODE = 'check_violation'; "
                "END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}:{self.pk}"
