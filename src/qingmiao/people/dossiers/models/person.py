import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import Level
from qingmiao.orgs.models import Post, Unit
from qingmiao.people.dossiers.enums import (
    PersonCategory,
    PoliticalFace,
    Precision,
    Rank,
    Schooling,
    Sex,
    Standing,
)
from qingmiao.people.dossiers.models.history import historical
from qingmiao.registers.models import known


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
    health = models.CharField(
        _("健康状况"),
        max_length=30,
        blank=True,
        default="健康",  # not interface: as stored
    )  # A0128
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
            models.Index(
                fields=["id"], include=["sex", "political_face", "unit"], name="person_facets"
            ),
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

    @property
    def post_line(self) -> str:
        """The present post with its unit, which the text of the form mostly names itself."""
        unit = self.unit
        if (
            unit is None
            or unit.name in self.post_text
            or (unit.short_name or unit.name) in self.post_text
        ):
            return self.post_text
        return f"{unit.name}{self.post_text}"
