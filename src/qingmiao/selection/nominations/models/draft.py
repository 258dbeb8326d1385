from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known
from qingmiao.selection.nominations.enums import Route
from qingmiao.selection.nominations.models.event import NominationEvent
from qingmiao.selection.nominations.models.nomination import Nomination


class Draft(models.Model):
    """未完成的推荐: what somebody has filled in so far, kept as typed, for that account alone.

    It is sent once. ``mends`` names the nomination that the draft changes instead of a new one.
    """

    event = models.ForeignKey(NominationEvent, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField(_("账号编号"))
    route = models.CharField(_("推荐方式"), max_length=12, choices=Route)
    unit = models.ForeignKey(
        Unit, verbose_name=_("推荐单位"), on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("被推荐人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField(_("内容"), default=dict)
    saved_at = models.DateTimeField(_("保存时间"))
    mends = models.ForeignKey(Nomination, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("提交时间"), null=True)

    class Meta:
        verbose_name = _("未完成的推荐")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["account_id", "event"], name="draft_by_account")]
        constraints = [
            known("route", Route, "draft_route_is_known"),
            models.UniqueConstraint(
                name="one_open_draft_per_mended_nomination",
                fields=["account_id", "mends"],
                condition=Q(sent_at__isnull=True, mends__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.person or '—'}"
