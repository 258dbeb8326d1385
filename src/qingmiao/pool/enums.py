from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """A: leading cadres 副科及以上; B: those below."""

    A = "A", _("副科及以上")
    B = "B", _("副科以下")


class MembershipState(TextChoices):
    PROPOSED = "proposed", _("拟入库")
    DELIBERATED = "deliberated", _("会商")
    MEMBER = "member", _("在库")
    TRACKED = "tracked", _("重点跟踪")
    CANDIDATE = "candidate", _("已列考察对象")
    SUSPENDED = "suspended", _("暂停")
    USED = "used", _("已使用")
    LEFT = "left", _("出库")


IN_POOL = (MembershipState.MEMBER, MembershipState.TRACKED, MembershipState.CANDIDATE)
"""States in which a member counts as being in the reserve."""

ON_THE_WAY = (MembershipState.PROPOSED, MembershipState.DELIBERATED)
"""Named, and not yet in."""


class ExitReason(TextChoices):
    NONE = "", _("在库")
    AGE = "age", _("超龄")
    CONDUCT = "conduct", _("表现")
    GATE = "gate", _("不宜继续")
    OWN_WISH = "own_wish", _("本人意愿")
    TRANSFERRED = "transferred", _("调离")
    NO_PROGRESS = "no_progress", _("两年无进展")
    APPOINTED = "appointed", _("已使用")


class Channel(TextChoices):
    """The four channels of the speech."""

    VISIT = "visit", _("日常调研")
    NOMINATION = "nomination", _("个人自荐与组织推荐")
    CONTEST = "contest", _("擂台比武考评")
    FRONTLINE = "frontline", _("重点工作识别")
