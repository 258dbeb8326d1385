from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a unit (机构) is. 区直部门 = party and government departments together."""

    DISTRICT = "district", _("区")
    PARTY = "party", _("区委部门")
    ASSEMBLY = "assembly", _("人大政协机关")
    GOVERNMENT = "government", _("区政府部门")
    MASS = "mass", _("群团")
    TOWNSHIP = "township", _("乡镇")
    SUBDISTRICT = "subdistrict", _("街道")
    PARK = "park", _("园区")
    ENTERPRISE = "enterprise", _("国企")
    INSTITUTION = "institution", _("事业单位")
    BLOCK = "block", _("区块")


GRASSROOTS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
DEPARTMENTS = (UnitKind.PARTY, UnitKind.GOVERNMENT)


class Level(TextChoices):
    """Post levels (职务层次) by the codes of GB/T 12407: the smaller the code, the higher the level."""

    COUNTY_CHIEF = "131", _("县处级正职")
    COUNTY_DEPUTY = "132", _("县处级副职")
    SECTION_CHIEF = "141", _("正科级")
    SECTION_DEPUTY = "142", _("副科级")
    CLERK = "150", _("科员级")
    ASSISTANT = "160", _("办事员级")
    UNSET = "199", _("未定职")


class Principal(TextChoices):
    """Whether a post is the principal one (党政正职) of its unit."""

    NONE = "none", _("非正职")
    PARTY = "party", _("党组织正职")
    GOVERNMENT = "government", _("行政正职")


class CodeList(TextChoices):
    """Lists whose contents belong to the district (facts.md 8): editable, dated, with a basis."""

    FOUR_CATEGORIES = "four_categories", _("四类干部")
    THREE_SPECIALISTS = "three_specialists", _("三类专员")
    SIX_PROJECTS = "six_projects", _("六提工程")
    EIGHT_PHENOMENA = "eight_phenomena", _("八种现象")
    EIGHT_PROHIBITIONS = "eight_prohibitions", _("八不准")
    TRAINING_TOPICS = "training_topics", _("培训内容")
    FRONTLINES = "frontlines", _("一线类别")
    BRANDS = "brands", _("青字号学习品牌")
