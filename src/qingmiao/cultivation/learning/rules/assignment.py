"""What may be handed in, and when."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.rules.material import flaws_of_material
from qingmiao.cultivation.learning.contracts.assignment import Handed
from qingmiao.cultivation.learning.enums import WorkState

LONGEST = 20_000
STANDING = frozenset({WorkState.HANDED_IN, WorkState.PASSED, WorkState.EXCELLENT})
DONE = frozenset({WorkState.PASSED, WorkState.EXCELLENT})
SENT_BACK = frozenset({WorkState.RETURNED, WorkState.FAILED})


def flaws_of_work(*, work: Handed, latest: str, due_at: datetime, at: datetime) -> Iterator[str]:
    """What was sent back may come again after the day it was due; a first version may not.

    ``due_at`` is told as it is given: in local time.
    """
    if latest in STANDING:
        yield _("已经提交，批阅退回后才能再交一稿")
    if not latest and at > due_at:
        yield _("已于 %(moment)s 截止") % {"moment": f"{due_at:%Y.%m.%d %H:%M}"}
    if not work.text.strip() and work.content is None:
        yield _("请填写正文或上传文件")
    if len(work.text) > LONGEST:
        yield _("正文不能超过 %(most)d 字") % {"most": LONGEST}
    if work.content is not None:
        yield from flaws_of_material(
            title=work.file_name, file_name=work.file_name, content=work.content
        )


def flaws_of_review(*, before: str, state: str, remark: str) -> Iterator[str]:
    if before != WorkState.HANDED_IN:
        yield _("这一稿已经批阅")
    if state not in DONE | SENT_BACK:
        yield _("请选择批阅结果")
    if state in SENT_BACK and not remark.strip():
        yield _("退回或不合格须写明评语")
