from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.nominations.enums import Decision, NominationState, Opinion, Route
from qingmiao.selection.nominations.models.event import NominationEvent


class Nomination(Record):
    """推荐: one person named in one event, by the organization or by oneself.

    Four parties: the account that submits, the one who nominates (the unit's party organization or the
    person), the one who is nominated, and the referees who vouch.
    """

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="nominations",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("被推荐人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("推荐单位"), on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField(
        _("推荐方式"), max_length=12, choices=Route, default=Route.ORGANIZATION
    )
    category = models.ForeignKey(
        CodeEntry, verbose_name=_("推荐类别"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "four_categories"},
        help_text=_("通知分几类推荐的，选其中一类"),
    )  # fmt: skip
    nominator = models.CharField(_("推荐人"), max_length=60)
    submitted_on = models.DateField(_("提交日期"))
    dimension = models.CharField(
        _("推荐侧重"), max_length=16, choices=Dimension, default=Dimension.RESULTS
    )
    merits = models.TextField(_("推荐理由"))
    unit_opinion = models.CharField(_("单位意见"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=NominationState, default=NominationState.SUBMITTED
    )
    decision = models.CharField(
        _("研判结果"), max_length=10, choices=Decision, default="", blank=True
    )
    decision_note = models.CharField(_("研判说明"), max_length=300, blank=True)

    state_reason = models.CharField(_("办理说明"), max_length=300, blank=True, editable=False)
    nominator_person = models.ForeignKey(
        Person, verbose_name=_("推荐人档案"), null=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    submitter_account = models.BigIntegerField(_("提交账号"), null=True, editable=False)
    submitter_name = models.CharField(_("提交人"), max_length=100, blank=True, editable=False)
    submitter_person = models.ForeignKey(
        Person, verbose_name=_("提交人档案"), null=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    answers = models.JSONField(_("表单答复"), default=list, editable=False)
    assessment = models.JSONField(_("资格审查"), default=dict, editable=False)
    opinion = models.CharField(
        _("单位表态"), max_length=8, choices=Opinion, default="", blank=True, editable=False
    )
    opinion_due_on = models.DateField(_("表态期限"), null=True, editable=False)
    opinion_on = models.DateField(_("表态日期"), null=True, editable=False)
    opinion_by = models.CharField(_("表态人"), max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = _("推荐")
        ordering = ["-submitted_on", "-pk"]
        constraints = [
            *record_constraints("nomination"),
            known("route", Route, "nomination_route_is_known"),
            known("dimension", Dimension, "nomination_dimension_is_known"),
            known("state", NominationState, "nomination_state_is_known"),
            known("decision", Decision, "nomination_decision_is_known"),
            known("opinion", Opinion, "nomination_opinion_is_known"),
            models.CheckConstraint(
                name="nobody_is_nominated_by_oneself_for_the_organization",
                condition=~Q(route="organization")
                | (
                    (Q(submitter_person__isnull=True) | ~Q(submitter_person=F("person")))
                    & (Q(nominator_person__isnull=True) | ~Q(nominator_person=F("person")))
                ),
                violation_error_message=_("不得以组织名义推荐本人，请走个人自荐"),
            ),
            models.CheckConstraint(
                name="only_oneself_is_the_nominator_of_a_self_nomination",
                condition=~Q(route="self")
                | Q(nominator_person__isnull=True)
                | Q(nominator_person=F("person")),
                violation_error_message=_("个人自荐只能由本人提出"),
            ),
            models.CheckConstraint(
                name="only_self_nominations_wait_for_an_opinion",
                condition=Q(route="self") | Q(opinion=""),
            ),
            models.UniqueConstraint(
                name="one_nomination_per_event_person_unit_and_route",
                fields=["event", "person", "unit", "route"],
                condition=Q(voided_at__isnull=True) & ~Q(state="withdrawn"),
                violation_error_message=_("该单位已以同一方式推荐过该同志"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_route_display()}"
