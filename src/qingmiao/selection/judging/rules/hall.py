"""What may be shown to whom, and why not yet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.judging.contracts import ReleaseFacts
from qingmiao.selection.judging.enums import ReleasedField

TOLD = (
    ContestState.PROVISIONAL,
    ContestState.OBJECTION,
    ContestState.FINAL,
    ContestState.ARCHIVED,
)
"""There is at least a provisional result."""
CLOSED = (ContestState.CALLED_OFF, ContestState.ARCHIVED)


def flaws_of_release(facts: ReleaseFacts) -> Iterator[str]:
    """Every reason why the field cannot be released now."""
    label = ReleasedField(facts.field).label
    if facts.contest_state in CLOSED:
        yield _("比武已经取消或归档，不再公布")
    if facts.is_open:
        yield _("“%(field)s”已经公布或待同意") % {"field": label}
    if not facts.is_drawn:
        yield _("还没有抽签定号，没有可以公布的号牌")
    if facts.field == ReleasedField.NAME:
        for stage in facts.blind_unsealed:
            yield _("盲评环节“%(stage)s”封存之前不能公布姓名") % {"stage": stage}
    if facts.field == ReleasedField.STAGE_MARK:
        if not facts.stage:
            yield _("请选择公布哪个环节的成绩")
        elif not facts.is_sealed:
            yield _("“%(stage)s”封存之后才能公布成绩") % {"stage": facts.stage}
    if (
        facts.field in (ReleasedField.TOTAL, ReleasedField.RANK)
        and facts.contest_state not in TOLD
        and facts.contest_state not in CLOSED
    ):
        yield _("初步结果公布之后才能公布“%(field)s”") % {"field": label}


def columns_shown(fields: set[str]) -> tuple[bool, bool, bool, bool]:
    """Whether plate, name, total and rank are shown."""
    return (
        ReleasedField.PLATE in fields,
        ReleasedField.NAME in fields,
        ReleasedField.TOTAL in fields,
        ReleasedField.RANK in fields,
    )
