from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.enums import ClassState, Presence, ProgrammeKind
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Programme(Record):
    """培训项目: a container with its own page; a 青字号 brand is a programme of kind «brand»."""

    title = models.CharField(_("项目名称"), max_length=120)
    kind = models.CharField(_("类别"), max_length=12, choices=ProgrammeKind)
    brand = models.ForeignKey(
        CodeEntry, verbose_name=_("学习品牌"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "brands"},
    )  # fmt: skip
    organizer = models.ForeignKey(
        Unit, verbose_name=_("主办单位"), on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField(_("开办日期"))
    description = models.TextField(_("简介"), blank=True)

    class Meta:
        verbose_name = _("培训项目")
        ordering = ["kind", "title"]
        constraints = [
            *record_constraints("programme"),
            known("kind", ProgrammeKind, "programme_kind_is_known"),
            models.UniqueConstraint(
                name="one_programme_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的培训项目"),
            ),
            models.CheckConstraint(
                name="a_brand_programme_names_its_brand",
                condition=Q(kind="brand", brand__isnull=False)
                | (~Q(kind="brand") & Q(brand__isnull=True)),
                violation_error_message=_("青字号学习品牌须选择品牌，其他类别不填品牌"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TrainingClass(Record):
    """班次（期）: one class of a programme."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("培训项目"), on_delete=models.PROTECT, related_name="classes"
    )
    title = models.CharField(_("班次名称"), max_length=160)
    topic = models.ForeignKey(
        CodeEntry, verbose_name=_("培训内容"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "training_topics"},
    )  # fmt: skip
    begins = models.DateField(_("开班日期"))
    ends = models.DateField(_("结业日期"))
    seats = models.PositiveSmallIntegerField(_("名额"), default=40)
    state = models.CharField(
        _("状态"), max_length=10, choices=ClassState, default=ClassState.FINISHED
    )

    class Meta:
        verbose_name = _("班次")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("training_class"),
            known("state", ClassState, "training_class_state_is_known"),
            models.UniqueConstraint(
                name="one_class_per_title",
                fields=["programme", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该项目已有同名的班次"),
            ),
            models.CheckConstraint(
                name="class_ends_after_it_begins",
                condition=Q(ends__gte=F("begins")),
                violation_error_message=_("结业日期不得早于开班日期"),
            ),
        ]

    def __str__(self) -> str:
        programme = self.programme.title
        return self.title if programme in self.title else f"{programme} {self.title}"


class Session(Record):
    """课次: one meeting of a class, with its own day, place and teacher.

    Its text names day, class and title, so that a spreadsheet that holds the text finds the row.
    """

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="sessions"
    )
    title = models.CharField(_("课题"), max_length=160)
    held_on = models.DateField(_("日期"))
    starts = models.TimeField(_("开始时间"), null=True, blank=True)
    finishes = models.TimeField(_("结束时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    teacher = models.CharField(_("授课人"), max_length=60, blank=True)
    hours = models.DecimalField(_("学时"), max_digits=4, decimal_places=1)

    class Meta:
        verbose_name = _("课次")
        ordering = ["-held_on", "-pk"]
        constraints = [
            *record_constraints("session"),
            models.UniqueConstraint(
                name="one_session_per_class_day_and_title",
                fields=["training_class", "held_on", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该班次同日已有同名课次"),
            ),
            models.CheckConstraint(
                name="session_hours_are_real",
                condition=Q(hours__gt=0, hours__lte=24),
                violation_error_message=_("学时须大于 0 且不超过 24"),
            ),
            models.CheckConstraint(
                name="session_finishes_after_it_starts",
                condition=Q(starts__isnull=True, finishes__isnull=True)
                | Q(starts__isnull=False, finishes__isnull=False, finishes__gt=F("starts")),
                violation_error_message=_("开始、结束时间须同时填写，结束须晚于开始"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.training_class} {self.title}"


class Attendance(Record):
    """出勤: whether one person was there. One row is one 人次."""

    session = models.ForeignKey(
        Session, verbose_name=_("课次"), on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    presence = models.CharField(
        _("出勤情况"), max_length=8, choices=Presence, default=Presence.PRESENT
    )
    hours = models.DecimalField(
        _("计入学时"), max_digits=4, decimal_places=1, default=0,
        help_text=_("请假、缺勤不计学时"),
    )  # fmt: skip
    proof = models.CharField(_("签到依据"), max_length=80, blank=True)
    verdict = models.CharField(
        _("结业评价"), max_length=120, blank=True,
        help_text=_("班次对本人的考核结果或评语，如“结业考核优秀”；没有则不填"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("出勤")
        ordering = ["-session__held_on", "-pk"]
        indexes = [models.Index(fields=["person"], name="attendance_by_person")]
        constraints = [
            *record_constraints("attendance"),
            known("presence", Presence, "attendance_presence_is_known"),
            models.UniqueConstraint(
                name="one_attendance_per_session_and_person",
                fields=["session", "person"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该学员在这个课次已有出勤记录"),
            ),
            models.CheckConstraint(
                name="hours_count_only_for_those_present",
                condition=Q(presence="present", hours__gte=0) | Q(hours=0),
                violation_error_message=_("请假、缺勤不计学时"),
            ),
            models.CheckConstraint(
                name="only_those_present_are_judged",
                condition=Q(verdict="") | Q(presence="present"),
                violation_error_message=_("请假、缺勤的不填结业评价"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.session}"


class Material(Record):
    """学习资料: what is handed out before, in or after a class. The file is kept in the database."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="materials"
    )
    title = models.CharField(_("资料名称"), max_length=120)
    file_name = models.CharField(_("文件名"), max_length=160)
    content = models.BinaryField(_("文件"))
    size = models.PositiveIntegerField(_("字节数"))

    class Meta:
        verbose_name = _("学习资料")
        ordering = ["pk"]
        constraints = [
            *record_constraints("material"),
            models.UniqueConstraint(
                name="one_material_per_class_and_title",
                fields=["training_class", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该班次已有同名的资料"),
            ),
        ]

    def __str__(self) -> str:
        return self.title
