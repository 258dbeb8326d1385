from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.stewardship.childcare.contracts import EnrolmentFacts, SeatFacts


def enrolment_disagreements(facts: EnrolmentFacts) -> Iterator[str]:
    if facts.applied_on > facts.session_ends:
        yield _("申请日期晚于托管班结束日期")


def seat_disagreements(facts: SeatFacts) -> Iterator[str]:
    """No session takes more children than it has seats for."""
    if facts.taken > facts.seats:
        yield _("托管班名额 %(seats)d 个已满，可登记为轮候") % {"seats": facts.seats}
