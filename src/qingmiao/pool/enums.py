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

ENDED = (MembershipState.USED, MembershipState.LEFT)
"""Over. Whoever comes back has a new membership and keeps the old one."""

WAYS: dict[MembershipState, tuple[MembershipState, ...]] = {
    MembershipState.PROPOSED: (MembershipState.DELIBERATED,),
    MembershipState.DELIBERATED: (MembershipState.PROPOSED, MembershipState.MEMBER),
    MembershipState.MEMBER: (MembershipState.TRACKED, MembershipState.SUSPENDED),
    MembershipState.TRACKED: (
        MembershipState.MEMBER,
        MembershipState.CANDIDATE,
        MembershipState.SUSPENDED,
    ),
    MembershipState.CANDIDATE: (
        MembershipState.MEMBER,
        MembershipState.TRACKED,
        MembershipState.USED,
        MembershipState.SUSPENDED,
    ),
    MembershipState.SUSPENDED: (MembershipState.MEMBER, MembershipState.TRACKED),
}
"""The one step each state may take; out of the reserve (出库) leads a step from everywhere but the end.

The database holds the same list. From suspension one comes back to where one was, or lower.
"""


class SuspendCause(TextChoices):
    """Why a member rests. A gate says no more than that it is shut."""

    NONE = "", _("未暂停")
    GATE = "gate", _("影响期")
    ILLNESS = "illness", _("因病")
    SECONDED = "seconded", _("借出")


class NextAction(TextChoices):
    """What is done next about a member, so that no name only lies in a list."""

    VISIT = "visit", _("走访了解")
    CLASS = "class", _("安排培训")
    POSTING = "posting", _("安排历练")
    MENTOR = "mentor", _("安排帮带")
    TALK = "talk", _("谈心谈话")
    REVIEW = "review", _("提请会商")
    APPOINT = "appoint", _("推荐任用")
    EXIT = "exit", _("办理出库")


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


class ReviewState(TextChoices):
    """A talent review (会商) from preparation to its last task; it never goes back."""

    PREPARING = "preparing", _("准备中")
    FROZEN = "frozen", _("已固化")
    SITTING = "sitting", _("会商中")
    PROPOSED = "proposed", _("待审批")
    APPROVED = "approved", _("落实中")
    CLOSED = "closed", _("已办结")


class Duty(TextChoices):
    """As what somebody takes part in a review."""

    CHAIR = "chair", _("主持")
    MEMBER = "member", _("参加")
    RECORDER = "recorder", _("记录")
    OBSERVER = "observer", _("列席")


class Presence(TextChoices):
    EXPECTED = "expected", _("待到会")
    PRESENT = "present", _("到会")
    ABSENT = "absent", _("请假")


class ReasonCode(TextChoices):
    """Why a proposal is made; the words beside it say what exactly."""

    CORROBORATED = "corroborated", _("多渠道印证一致")
    FRONTLINE = "frontline", _("一线表现突出")
    STRUCTURE = "structure", _("班子结构需要")
    GROWTH = "growth", _("培养历练见效")
    THIN = "thin", _("印证不足，继续了解")
    CONTRADICTION = "contradiction", _("存在相反说法，待核实")
    STALLED = "stalled", _("长期无进展")
    CONDITION = "condition", _("条件变化")
    OTHER = "other", _("其他")


class WatchKind(TextChoices):
    """Whom the list of the week wakes up, and why."""

    ASLEEP = "asleep", _("沉睡")
    AGEING = "ageing", _("将超龄")
    READY = "ready", _("成熟待用")
    REVIEW = "review", _("研判到期")
    ACTION = "action", _("行动到期")
    UNPLANNED = "unplanned", _("没有下一步")


class RatingLevel(TextChoices):
    """Four anchored levels of behaviour, words and not numbers: nothing is added up or ranked."""

    WEAK = "weak", _("尚有差距")
    FAIR = "fair", _("基本达到")
    GOOD = "good", _("较为突出")
    STRONG = "strong", _("突出")


class GridAxis(TextChoices):
    """What the columns of the two-axis view count; its rows are always how fresh the newest claim is."""

    BREADTH = "breadth", _("来源类别数（新近与渐旧）")
    FRESH = "fresh", _("新近来源类别数")
    AGAINST = "against", _("反面材料数")


class SuggestionKind(TextChoices):
    """What saved criteria suggest; people decide."""

    ENTRY = "entry", _("建议入库")
    EXIT = "exit", _("建议出库")


class StandardUse(TextChoices):
    """For which suggestions saved criteria are asked."""

    BOTH = "both", _("入库和出库")
    ENTRY = "entry", _("只用于入库")
    EXIT = "exit", _("只用于出库")


class PartyWish(TextChoices):
    ANY = "", _("不限")
    PARTY = "party", _("中共党员")
    OTHERS = "others", _("非中共党员")


class SchoolingLeast(TextChoices):
    """The values are the tiers of the statistics."""

    ANY = "", _("不限")
    GRADUATE = "1", _("研究生")
    UNIVERSITY = "2", _("大学及以上")
    COLLEGE = "3", _("大专及以上")


class Criterion(TextChoices):
    """What saved criteria may ask of a person; the first three are asked always."""

    SERVING = "serving", _("现职")
    LIMIT = "limit", _("未超龄")
    TIER = "tier", _("属本层次")
    LEAST_AGE = "least_age", _("年龄下限")
    MOST_AGE = "most_age", _("年龄上限")
    LEVEL = "level", _("职务层次")
    RANK = "rank", _("职级")
    POST = "post_months", _("任现职月数")
    LEVEL_SINCE = "level_months", _("任现层次月数")
    SCHOOLING = "schooling", _("学历")
    PARTY = "party", _("政治面貌")
    UNIT_KIND = "unit_kind", _("单位类别")
    KINDS = "kinds", _("独立来源类别")
    NEWEST = "newest_days", _("最近材料")
    EXCELLENT = "excellent_least", _("年度考核优秀")
