import uuid
from collections.abc import Callable
from typing import cast

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import Level
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.enums import (
    FACET_KINDS,
    FACET_LEVELS,
    Degree,
    Grade,
    LevelSeries,
    PersonCategory,
    PoliticalFace,
    Precision,
    Rank,
    Schooling,
    Sex,
    SpellKind,
    Standing,
    StudyMode,
)
from qingmiao.registers.models import known


def historical(name: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keep every old row by trigger, at each change and removal, in an append-only model ``name``.

    The present row is its own newest edition, so nothing is written twice at entry.
    """
    track = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(row=pghistory.Old),
        model_name=name,
        append_only=True,
        obj_field=pghistory.ObjForeignKey(db_constraint=False, related_name="+"),
    )
    return cast(Callable[[type[models.Model]], type[models.Model]], track)


@historical("PersonHistory")
class Person(models.Model):
    """A cadre (干部). The columns from ``unit`` on are the present state, kept by the services.

    Codes in comments are those of the information sets A01 and following.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=60)  # A0101
    pinyin = models.CharField(_("姓名拼音"), max_length=200, editable=False, default="")
    initials = models.CharField(_("拼音首字母"), max_length=40, editable=False, default="")
    sex = models.CharField(_("性别"), max_length=1, choices=Sex)  # A0104
    birth = models.DateField(_("出生年月"))  # A0107
    birth_precision = models.CharField(
        _("出生日期精度"), max_length=1, choices=Precision, default=Precision.MONTH
    )
    id_sealed = models.BinaryField(_("身份证号（密封）"), null=True, editable=False)  # A0184
    id_index = models.BinaryField(_("身份证号索引"), max_length=16, null=True, editable=False)
    ethnicity = models.CharField(_("民族"), max_length=30, default="汉族")  # not interface: A0117
    native_place = models.CharField(_("籍贯"), max_length=60, blank=True)  # A0111
    birth_place = models.CharField(_("出生地"), max_length=60, blank=True)  # A0114
    political_face = models.CharField(
        _("政治面貌"), max_length=2, choices=PoliticalFace, default=PoliticalFace.MASSES
    )  # A0141
    party_text = models.CharField(_("入党时间"), max_length=60, blank=True)  # A0140, as written
    party_joined = models.DateField(_("入党日期"), null=True, blank=True)  # A0144
    work_began = models.DateField(_("参加工作时间"), null=True, blank=True)  # A0134
    health = models.CharField(_("健康状况"), max_length=30, blank=True, default="健康")  # not interface: A0128
    professional_title = models.CharField(_("专业技术职务"), max_length=120, blank=True)  # A0196
    speciality = models.CharField(_("熟悉专业有何专长"), max_length=200, blank=True)  # A0187A
    category = models.CharField(
        _("人员类别"), max_length=12, choices=PersonCategory, default=PersonCategory.CIVIL_SERVANT
    )  # A0160
    standing = models.CharField(
        _("管理状态"), max_length=12, choices=Standing, default=Standing.IN_SERVICE
    )  # A0163
    managed_from = models.DateField(_("纳入管理时间"))
    managed_until = models.DateField(_("不再管理时间"), null=True, blank=True)
    phone_sealed = models.BinaryField(_("联系电话（密封）"), null=True, editable=False)

    unit = models.ForeignKey(
        Unit, verbose_name=_("现任单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    post = models.ForeignKey(
        Post, verbose_name=_("现任职位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    post_text = models.CharField(_("现任职务"), max_length=300, blank=True)  # A0192A
    post_since = models.DateField(_("任现职时间"), null=True, blank=True)
    level = models.CharField(
        _("职务层次"), max_length=3, choices=Level, default=Level.UNSET
    )  # A0221
    level_since = models.DateField(_("任现职务层次时间"), null=True, blank=True)  # A0288
    rank = models.CharField(_("职级"), max_length=2, choices=Rank, default=Rank.NONE, blank=True)
    rank_since = models.DateField(_("任现职级时间"), null=True, blank=True)
    schooling = models.CharField(
        _("最高学历"), max_length=2, choices=Schooling, default=Schooling.UNIVERSITY
    )
    full_time_schooling = models.CharField(
        _("全日制学历"), max_length=2, choices=Schooling, blank=True, default=""
    )
    sort_no = models.PositiveIntegerField(_("班子排序"), default=9999)
    roster_order = models.BigIntegerField(_("花名册次序"), editable=False, default=0)
    search_text = models.TextField(_("检索文本"), editable=False, default="")
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    created_at = models.DateTimeField(_("建档时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("干部")
        ordering = ["roster_order", "pk"]
        indexes = [
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="person_search"),
            models.Index(fields=["unit", "sort_no", "id"], name="person_by_unit"),
            models.Index(fields=["roster_order", "id"], name="person_by_roster_order"),
            models.Index(
                fields=["roster_order", "id"],
                name="person_in_service_in_order",
                condition=Q(standing=Standing.IN_SERVICE),
            ),
            models.Index(fields=["standing", "level", "birth"], name="person_by_standing"),
            models.Index(fields=["name"], name="person_by_name"),
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
            models.Index(fields=["birth", "id"], name="person_by_birth"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_dossier_per_id_number",
                fields=["id_index"],
                violation_error_message=_("该身份证号不能使用，请核对后联系干部科"),
            ),
            known("sex", Sex, "person_sex_is_known"),
            known("birth_precision", Precision, "person_birth_precision_is_known"),
            known("political_face", PoliticalFace, "person_political_face_is_known"),
            known("category", PersonCategory, "person_category_is_known"),
            known("standing", Standing, "person_standing_is_known"),
            known("level", Level, "person_level_is_known"),
            known("rank", Rank, "person_rank_is_known"),
            known("schooling", Schooling, "person_schooling_is_known"),
            models.CheckConstraint(
                name="person_full_time_schooling_is_known",
                condition=Q(full_time_schooling__in=["", *Schooling.values]),
            ),
            models.CheckConstraint(
                name="person_id_number_is_sealed_and_indexed",
                condition=Q(id_sealed__isnull=True, id_index__isnull=True)
                | Q(id_sealed__isnull=False, id_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


def facet_code() -> CombinedExpression:
    """All facets but age in one number, so that a roster is counted by one small key.

    ``rules.present.facets_in`` takes it apart again; both read the same order of kinds and levels.
    """
    kinds = [When(unit_kind=kind, then=Value(number)) for number, kind in enumerate(FACET_KINDS)]
    levels = [When(level=level, then=Value(number)) for number, level in enumerate(FACET_LEVELS)]
    return (
        Case(When(sex="2", then=Value(1)), default=Value(0), output_field=models.IntegerField())
        + Case(When(is_party=True, then=Value(2)), default=Value(0))
        + Case(When(is_minority=True, then=Value(4)), default=Value(0))
        + F("schooling_tier") * 8
        + Case(*levels, default=Value(0)) * 64
        + Case(*kinds, default=Value(0)) * 1024
    )


class PersonFacts(models.Model):
    """Narrow present facts for facets and counts: one small row a person, kept by the services.

    ``birth_month`` is year × 12 + month − 1; ``schooling_tier`` is 1 研究生 … 4 中专及以下.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="facts"
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit_kind = models.CharField(max_length=12)
    level = models.CharField(max_length=3)
    sex = models.CharField(max_length=1)
    birth_month = models.PositiveIntegerField()
    schooling_tier = models.PositiveSmallIntegerField()
    is_party = models.BooleanField()
    is_minority = models.BooleanField()
    in_service = models.BooleanField()
    facet_code = models.GeneratedField(
        expression=facet_code(), output_field=models.IntegerField(), db_persist=True
    )

    class Meta:
        verbose_name = _("干部现状")
        indexes = [
            models.Index(
                fields=["unit"],
                include=["in_service", "facet_code", "birth_month"],
                name="facts_by_unit",
            ),
        ]

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
