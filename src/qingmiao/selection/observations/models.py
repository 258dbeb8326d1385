from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Polarity
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.observations.enums import FOUR_DIMENSIONS, ObservationState, SubjectAccess


class Front(Record):
    """一线: a piece of hard work (a project, a flood, a campaign of the 六提工程) where people are seen."""

    name = models.CharField(_("一线名称"), max_length=120)
    kind = models.ForeignKey(
        CodeEntry, verbose_name=_("一线类别"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"code_list": "frontlines"},
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, verbose_name=_("牵头单位"), on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(_("地点"), max_length=120, blank=True)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    subject_access = models.CharField(
        _("本人知情"), max_length=8, choices=SubjectAccess, default=SubjectAccess.HIDDEN,
        help_text=_("采信之后，被识别人能否看到并回应在这里对本人的识别"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("一线任务")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("front"),
            known("subject_access", SubjectAccess, "front_subject_access_is_known"),
            models.UniqueConstraint(
                name="one_front_per_name",
                fields=["name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的一线任务"),
            ),
            models.CheckConstraint(
                name="front_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("结束日期不得早于开始日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Observation(Record):
    """一线识别: one behaviour of one person (situation, task, action, result), seen by somebody."""

    front = models.ForeignKey(
        Front, verbose_name=_("一线任务"), on_delete=models.PROTECT, related_name="observations"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("被识别人"), on_delete=models.PROTECT, related_name="+"
    )
    observed_on = models.DateField(_("日期"))
    dimension = models.CharField(
        _("维度"), max_length=16, choices=[(each.value, each.label) for each in FOUR_DIMENSIONS]
    )
    situation = models.CharField(_("情境"), max_length=300)
    task = models.CharField(_("任务"), max_length=300)
    action = models.CharField(_("行动"), max_length=300)
    result = models.CharField(_("结果"), max_length=300)
    polarity = models.CharField(_("倾向"), max_length=8, choices=Polarity, default=Polarity.FOR)
    observer = models.ForeignKey(
        Person, verbose_name=_("识别人"), on_delete=models.PROTECT, related_name="+"
    )
    witness = models.ForeignKey(
        Person, verbose_name=_("旁证人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    state = models.CharField(
        _("状态"), max_length=10, choices=ObservationState, default=ObservationState.DRAFT
    )
    submitted_on = models.DateField(_("提交日期"), null=True, editable=False)
    answer_due_on = models.DateField(_("旁证期限"), null=True, editable=False)
    answered_at = models.DateTimeField(_("旁证时间"), null=True, editable=False)
    answered_by = models.CharField(_("旁证办理人"), max_length=100, blank=True, editable=False)
    witness_note = models.CharField(_("旁证意见"), max_length=500, blank=True, editable=False)
    reply = models.CharField(_("本人回应"), max_length=500, blank=True, editable=False)
    replied_at = models.DateTimeField(_("回应时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("一线识别")
        ordering = ["-observed_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "observed_on"], name="observation_by_person"),
            models.Index(fields=["witness", "state"], name="observation_by_witness"),
            models.Index(fields=["observer", "state"], name="observation_by_observer"),
        ]
        constraints = [
            *record_constraints("observation"),
            models.CheckConstraint(
                name="observation_speaks_of_the_four_dimensions",
                condition=Q(dimension__in=[each.value for each in FOUR_DIMENSIONS]),
                violation_error_message=_("一线识别只记政治表现、担当能力、抗压水平、应对复杂局面"),
            ),
            known("polarity", Polarity, "observation_polarity_is_known"),
            known("state", ObservationState, "observation_state_is_known"),
            models.CheckConstraint(
                name="nobody_observes_oneself",
                condition=~Q(person=F("observer")),
                violation_error_message=_("识别人不得为本人"),
            ),
            models.CheckConstraint(
                name="a_witness_is_somebody_else",
                condition=Q(witness__isnull=True)
                | (~Q(witness=F("observer")) & ~Q(witness=F("person"))),
                violation_error_message=_("旁证人须为识别人、本人以外的第三人"),
            ),
            models.CheckConstraint(
                name="only_a_draft_lacks_a_witness",
                condition=Q(state=ObservationState.DRAFT) | Q(witness__isnull=False),
                violation_error_message=_("提交、旁证和采信都须填写旁证人"),
            ),
            models.CheckConstraint(
                name="a_reply_has_its_moment",
                condition=Q(reply="", replied_at__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_dimension_display()} {self.observed_on:%Y.%m.%d}"
