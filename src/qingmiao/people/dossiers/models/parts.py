from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import Level
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.enums import (
    Degree,
    Grade,
    LevelSeries,
    Precision,
    Rank,
    Schooling,
    SpellKind,
    StudyMode,
)
from qingmiao.people.dossiers.models.history import historical
from qingmiao.people.dossiers.models.person import Person
from qingmiao.registers.models import known


class PersonPart(models.Model):
    """A dated part of a dossier: where it comes from and who verified it."""

    source = models.CharField(_("材料来源"), max_length=120, blank=True)
    verified_by = models.CharField(_("核实人"), max_length=100, blank=True)
    verified_on = models.DateField(_("核实日期"), null=True, blank=True)

    class Meta:
        abstract = True


@historical("EducationHistory")
class Education(PersonPart):
    """学历学位 (A08): one schooling or degree."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="educations")
    mode = models.CharField(_("教育类别"), max_length=1, choices=StudyMode)
    schooling = models.CharField(_("学历"), max_length=2, choices=Schooling)
    schooling_text = models.CharField(_("学历名称"), max_length=60, blank=True)
    degree = models.CharField(_("学位"), max_length=1, choices=Degree, default="", blank=True)
    degree_text = models.CharField(_("学位名称"), max_length=60, blank=True)
    school = models.CharField(_("毕业院校系"), max_length=160, blank=True)
    major = models.CharField(_("所学专业"), max_length=100, blank=True)
    begins = models.DateField(_("入学"), null=True, blank=True)
    ends = models.DateField(_("毕业"), null=True, blank=True)

    class Meta:
        verbose_name = _("学历学位")
        ordering = ["ends", "pk"]
        indexes = [
            models.Index(fields=["person"], include=["major"], name="education_major_by_person")
        ]
        constraints = [
            known("mode", StudyMode, "education_mode_is_known"),
            known("schooling", Schooling, "education_schooling_is_known"),
            known("degree", Degree, "education_degree_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} {self.get_schooling_display()} {self.school}{self.major}"


@historical("SpellHistory")
class Spell(PersonPart):
    """One line of the résumé (简历, A17/A02), at its own precision. ``ends`` no longer counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spells")
    within = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="inner",
        verbose_name=_("其间"),
    )  # fmt: skip
    kind = models.CharField(_("类别"), max_length=8, choices=SpellKind, default=SpellKind.WORK)
    begins = models.DateField(_("起"), null=True, blank=True)
    begins_precision = models.CharField(
        _("起始精度"), max_length=1, choices=Precision, default=Precision.MONTH
    )
    ends = models.DateField(_("止"), null=True, blank=True)
    ends_precision = models.CharField(
        _("终止精度"), max_length=1, choices=Precision, default=Precision.MONTH
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("机构"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    post = models.ForeignKey(
        Post, verbose_name=_("职位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    level = models.CharField(_("职务层次"), max_length=3, choices=Level, default="", blank=True)
    text = models.CharField(_("内容"), max_length=400)
    is_main = models.BooleanField(_("主职务"), default=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("简历段")
        ordering = ["order", "begins", "pk"]
        indexes = [
            models.Index(fields=["person", "order"], name="spell_by_person"),
            models.Index(fields=["unit", "begins"], name="spell_by_unit"),
        ]
        constraints = [
            known("kind", SpellKind, "spell_kind_is_known"),
            known("begins_precision", Precision, "spell_begins_precision_is_known"),
            known("ends_precision", Precision, "spell_ends_precision_is_known"),
            models.CheckConstraint(
                name="spell_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            models.CheckConstraint(
                name="spell_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(begins__isnull=True) | Q(ends__gte=F("begins")),
            ),
        ]

    def __str__(self) -> str:
        return self.text


@historical("LevelSpellHistory")
class LevelSpell(PersonPart):
    """职务层次 or 职级 during one period (A05): what levels «as of a day» are read from."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="level_spells")
    series = models.CharField(_("系列"), max_length=1, choices=LevelSeries)
    level = models.CharField(_("职务层次"), max_length=3, choices=Level, default="", blank=True)
    rank = models.CharField(_("职级"), max_length=2, choices=Rank, default="", blank=True)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("职务层次与职级")
        ordering = ["begins", "pk"]
        indexes = [models.Index(fields=["person", "series", "begins"], name="level_by_person")]
        constraints = [
            known("series", LevelSeries, "level_spell_series_is_known"),
            models.CheckConstraint(
                name="level_spell_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            known("rank", Rank, "level_spell_rank_is_known"),
            models.CheckConstraint(
                name="level_spell_holds_a_level_or_a_rank",
                condition=(Q(series="0", rank="") & ~Q(level=""))
                | (Q(series="1", level="") & ~Q(rank="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display() or self.get_rank_display())


@historical("AppraisalHistory")
class Appraisal(PersonPart):
    """年度考核 (A15): one grade a year."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appraisals")
    year = models.PositiveSmallIntegerField(_("年度"))
    grade = models.CharField(_("等次"), max_length=2, choices=Grade)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("年度考核")
        ordering = ["year"]
        constraints = [
            known("grade", Grade, "appraisal_grade_is_known"),
            models.UniqueConstraint(name="one_appraisal_a_year", fields=["person", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_grade_display()}"


@historical("AwardHistory")
class Award(PersonPart):
    """奖励 (A14). Sanctions do not stand here: they are sealed and belong to 管."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="awards")
    awarded_on = models.DateField(_("批准日期"), null=True, blank=True)
    awarded_on_precision = models.CharField(
        _("日期精度"), max_length=1, choices=Precision, default=Precision.MONTH
    )
    authority = models.CharField(_("批准机关"), max_length=160, blank=True)
    title = models.CharField(_("奖励名称"), max_length=300)

    class Meta:
        verbose_name = _("奖励")
        ordering = ["awarded_on", "pk"]
        constraints = [known("awarded_on_precision", Precision, "award_precision_is_known")]

    def __str__(self) -> str:
        return self.title


@historical("FamilyMemberHistory")
class FamilyMember(PersonPart):
    """家庭主要成员及重要社会关系 (A36). Ages are worked out at print, never stored."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="family")
    relation = models.CharField(_("称谓"), max_length=20)
    name = models.CharField(_("姓名"), max_length=60)
    birth = models.DateField(_("出生日期"), null=True, blank=True)
    birth_text = models.CharField(_("出生日期原文"), max_length=20, blank=True)
    political_face_text = models.CharField(_("政治面貌"), max_length=40, blank=True)
    work_text = models.CharField(_("工作单位及职务"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("家庭成员")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.relation} {self.name}"


class Photo(models.Model):
    """照片 (A57), re-encoded; kept apart so that lists never carry it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="photo")
    jpeg = models.BinaryField(_("图片"))
    width = models.PositiveSmallIntegerField(_("宽"))
    height = models.PositiveSmallIntegerField(_("高"))
    taken_in = models.DateTimeField(_("录入时间"), db_default=Now())

    class Meta:
        verbose_name = _("照片")

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


@historical("FormSheetHistory")
class FormSheet(models.Model):
    """The texts of the 任免审批表 as written, beside the structured dossier they are parsed into."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="sheet")
    texts = models.JSONField(_("表内原文"), default=dict)
    proposed_post = models.CharField(_("拟任职务"), max_length=300, blank=True)
    proposed_removal = models.CharField(_("拟免职务"), max_length=300, blank=True)
    reason = models.TextField(_("任免理由"), blank=True)
    reported_by = models.CharField(_("呈报单位"), max_length=200, blank=True)
    retirement_month = models.CharField(_("到龄年月"), max_length=20, blank=True)
    age_day = models.DateField(_("计算年龄时间"), null=True, blank=True)
    filled_on = models.DateField(_("填表时间"), null=True, blank=True)
    filled_by = models.CharField(_("填表人"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("任免审批表")

    def __str__(self) -> str:
        return f"#{self.person_id}"


@historical("PersonTagHistory")
class PersonTag(models.Model):
    """四类干部 and other district categories (editable code list) a person belongs to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tags")
    tag = models.ForeignKey(CodeEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("干部类别")
        constraints = [models.UniqueConstraint(name="one_tag_per_person", fields=["person", "tag"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.tag_id}"
