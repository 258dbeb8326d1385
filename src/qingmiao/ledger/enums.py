from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Door(TextChoices):
    """Where a deed came in. The ledger keeps the code, pages tell the word."""

    WEB = "web", pgettext_lazy("door", "网页")
    COMMAND = "command", pgettext_lazy("door", "命令行")
    SYSTEM = "system", pgettext_lazy("door", "系统自动")
    FEED = "feed", pgettext_lazy("door", "日历订阅")
    API = "api", pgettext_lazy("door", "程序接口")


class Fault(TextChoices):
    """What reading the ledger again may find. Each names the place it was found at."""

    ENTRY_CHANGED = "entry_changed", _("台账记录的内容与其承诺值不符，写入后被改过")
    ENTRY_GONE = "entry_gone", _("树中有位置，台账记录却不见了")
    ENTRY_UNPLACED = "entry_unplaced", _("台账记录既不在树中，也不在等候编号")
    ENTRY_NEVER_CAME = "entry_never_came", _("等候编号的台账记录不见了")
    LEAF_CHANGED = "leaf_changed", _("树中的位置与台账记录的承诺值不符")
    PLACE_MISSING = "place_missing", _("树中的位置不连续")
    BLOCK_CHANGED = "block_changed", _("整块的校验值与其中的记录不符")
    HEAD_UNSIGNED = "head_unsigned", _("树头的签名不对，不是本系统签发的")
    HEAD_DIFFERS = "head_differs", _("树头与现在的台账不符：签发之后有记录被改过、挪过或者去掉了")
    HEAD_BEYOND = "head_beyond", _("树头比现在的台账长：末尾的记录被去掉了")
    HEAD_GONE = "head_gone", _("存档中的树头在数据库里不见了")
    TAIL_UNSIGNED = "tail_unsigned", _("最后一个树头之后还有编了号的记录")
