"""When a share may be brought, and when plates may be drawn."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from qingmiao.selection.contests.enums import ContestState, Party

LONGEST_WORD = 100


def _in_time(state: str, *, is_drawn: bool) -> Iterator[str]:
    if is_drawn:
        yield _("号牌已经抽定，不能再抽")
    elif state != ContestState.DRAWING:
        yield _("现在是“%(now)s”，不是抽签的时候") % {"now": ContestState(state).label}


def flaws_of_sharing(
    *, state: str, is_drawn: bool, parties: Collection[str], party: str, is_both: bool
) -> Iterator[str]:
    yield from _in_time(state, is_drawn=is_drawn)
    if party in parties:
        yield _("%(party)s已经承诺过份额") % {"party": Party(party).label}
    elif is_both:
        yield _("赛务秘书与见证人须是两个账号，各承诺一份")


def flaws_of_drawing(
    *, state: str, is_drawn: bool, parties: Collection[str], word: str
) -> Iterator[str]:
    yield from _in_time(state, is_drawn=is_drawn)
    for party in Party:
        if party not in parties and not is_drawn:
            yield _("%(party)s还没有承诺份额") % {"party": party.label}
    if not word.strip():
        yield _("请填写现场公开值，如当众掷出的骰子点数")
    if len(word.strip()) > LONGEST_WORD:
        yield _("现场公开值不超过 %(count)d 个字") % {"count": LONGEST_WORD}
