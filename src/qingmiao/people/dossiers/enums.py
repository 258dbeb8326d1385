from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import Level, UnitKind


class Sex(TextChoices):
    """GB/T 2261.1."""

    MALE = "1", _("男")
    FEMALE = "2", _("女")


class Precision(TextChoices):
    """How much of a date is on file. The stored day is the first one the text allows."""

    YEAR = "y", _("年")
    MONTH = "m", _("年月")
    DAY = "d", _("年月日")


class PoliticalFace(TextChoices):
    """政治面貌, GB/T 4762."""

    PARTY_MEMBER = "01", _("中共党员")
    PROBATIONARY = "02", _("中共预备党员")
    LEAGUE = "03", _("共青团员")
    MINGE = "04", _("民革党员")
    MINMENG = "05", _("民盟盟员")
    MINJIAN = "06", _("民建会员")
    MINJIN = "07", _("民进会员")
    NONGGONG = "08", _("农工党党员")
    ZHIGONG = "09", _("致公党党员")
    JIUSAN = "10", _("九三学社社员")
    TAIMENG = "11", _("台盟盟员")
    INDEPENDENT = "12", _("无党派人士")
    MASSES = "13", _("群众")


class Rank(TextChoices):
    """职级 of the general administration series (公务员法 Art. 19), as a district meets them."""

    NONE = "", _("无职级")
    RESEARCHER_2 = "r2", _("二级调研员")
    RESEARCHER_3 = "r3", _("三级调研员")
    RESEARCHER_4 = "r4", _("四级调研员")
    SECTION_1 = "s1", _("一级主任科员")
    SECTION_2 = "s2", _("二级主任科员")
    SECTION_3 = "s3", _("三级主任科员")
    SECTION_4 = "s4", _("四级主任科员")
    CLERK_1 = "c1", _("一级科员")
    CLERK_2 = "c2", _("二级科员")


class Standing(TextChoices):
    """管理状态 (A0163): only those in service count as managed cadres."""

    IN_SERVICE = "in_service", _("现职")
    RETIRED = "retired", _("退休")
    TRANSFERRED = "transferred", _("调出")
    LEFT = "left", _("离职")
    DECEASED = "deceased", _("去世")


class StudyMode(TextChoices):
    """教育类别 (ZB123)."""

    FULL_TIME = "1", _("全日制")
    IN_SERVICE = "2", _("在职")


class Schooling(TextChoices):
    """学历 in the order of the statistics; codes of the form editor's ZB64."""

    GRADUATE = "11", _("研究生")
    PARTY_GRADUATE = "1B", _("党校研究生")
    UNIVERSITY = "21", _("大学")
    PARTY_UNIVERSITY = "23", _("党校大学")
    COLLEGE = "31", _("大专")
    PARTY_COLLEGE = "34", _("党校大专")
    SECONDARY = "35", _("中专")
    HIGH_SCHOOL = "37", _("高中")
    MIDDLE_SCHOOL = "38", _("初中及以下")


class Degree(TextChoices):
    """学位, by its tier; the printed text names the field."""

    NONE = "", _("无")
    DOCTOR = "2", _("博士")
    MASTER = "3", _("硕士")
    BACHELOR = "4", _("学士")


class SpellKind(TextChoices):
    """What a résumé line speaks of."""

    WORK = "work", _("工作")
    STUDY = "study", _("学习")
    POSTING = "posting", _("挂职选派")


class Grade(TextChoices):
    """年度考核等次 (ZB18), civil servants and institution staff."""

    EXCELLENT = "1", _("优秀")
    COMPETENT = "2", _("称职")
    QUALIFIED = "2B", _("合格")
    BASIC = "3", _("基本称职")
    BASIC_QUALIFIED = "3B", _("基本合格")
    INCOMPETENT = "4", _("不称职")
    UNQUALIFIED = "4B", _("不合格")
    UNGRADED = "5", _("不定等次")
    NOT_APPRAISED = "6", _("不参加考核")


class LevelSeries(TextChoices):
    """职务层次 or 职级 (A0531)."""

    POST = "0", _("职务层次")
    RANK = "1", _("职级")


class PersonCategory(TextChoices):
    """Personnel category (人员类别) of a managed cadre."""

    CIVIL_SERVANT = "civil", _("公务员")
    REFERENCED = "referenced", _("参公人员")
    INSTITUTION = "institution", _("事业人员")
    ENTERPRISE = "enterprise", _("国企人员")


FACET_KINDS = ("", *UnitKind.values)
FACET_LEVELS = ("", *Level.values)
"""Their places are part of the stored facet code: append, never reorder."""
