from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Dimension(TextChoices):
    """What a claim speaks of. The first four are the speech's own."""

    POLITICS = "politics", _("政治表现")
    DUTY = "duty", _("担当能力")
    PRESSURE = "pressure", _("抗压水平")
    COMPLEXITY = "complexity", _("应对复杂局面")
    COORDINATION = "coordination", _("组织协调")
    PROJECTS = "projects", _("项目策划实施")
    EXPRESSION = "expression", _("演讲表达")
    MASSES = "masses", _("群众工作")
    LEARNING = "learning", _("学习能力")
    RESULTS = "results", _("工作实绩")


class SourceKind(TextChoices):
    """Independent kinds of source; two rows of one kind never make two kinds."""

    VISIT = "visit", _("日常调研")
    NOMINATION = "nomination", _("推荐")
    CONTEST = "contest", _("擂台比武")
    OBSERVATION = "observation", _("一线识别")
    TRAINING = "training", _("培训")
    LECTURE = "lecture", _("宣讲")
    CAMPAIGN = "campaign", _("大讨论")
    HOST = "host", _("接收单位")
    MENTOR = "mentor", _("帮带导师")
    RESIDENT = "resident", _("群众诉求")
    COMMENDATION = "commendation", _("表彰激励")
    APPRAISAL = "appraisal", _("考核")
    APPOINTMENT = "appointment", _("任用")
    INSPECTION = "inspection", _("专项督查")


class Polarity(TextChoices):
    FOR = "for", _("正面")
    AGAINST = "against", _("反面")
    NEUTRAL = "neutral", _("中性")


class Secrecy(TextChoices):
    """Classes of security.md: who may read at all."""

    PUBLIC = "P", _("公开")
    UNIT = "U", _("单位内部")
    DEPARTMENT = "O", _("组织部门")
    DISCIPLINE = "D", _("纪检")
    DELIBERATION = "M", _("酝酿")


class Freshness(TextChoices):
    """How old a claim has become, by the half-life of its kind of source."""

    FRESH = "fresh", _("新近")
    FADING = "fading", _("渐旧")
    STALE = "stale", _("陈旧")


OPEN_CLASSES = (Secrecy.PUBLIC, Secrecy.UNIT, Secrecy.DEPARTMENT)
"""What the reserve may lean on: D and M stay with their keepers, in counts as well."""
