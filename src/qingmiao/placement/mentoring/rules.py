"""What cannot be true of a mentorship or of a talk."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.placement.mentoring.contracts import MentorshipFacts
from qingmiao.placement.mentoring.enums import MentorshipState


def flaws_of_mentorship(facts: MentorshipFacts) -> Iterator[str]:
    is_active = facts.state == MentorshipState.ACTIVE
    if is_active and facts.ends is not None:
        yield _("帮带中的结对不填结束日期")
    if not is_active and facts.ends is None:
        yield _("已更换、已结束的结对须填写结束日期")
    if facts.ends is not None and facts.ends < facts.begins:
        yield _("结束日期不得早于开始日期")
    if facts.posted_id is not None and facts.posted_id != facts.mentee_id:
        yield _("所选的选派不是帮带对象本人的选派")


def flaws_of_talk(*, held_on: date, begins: date, ends: date | None, on: date) -> Iterator[str]:
    if held_on > on:
        yield _("谈话日期还没有到")
    if held_on < begins or (ends is not None and held_on > ends):
        yield _("谈话日期不在帮带期间内")
