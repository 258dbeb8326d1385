from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.stewardship.childcare import rules
from qingmiao.stewardship.childcare.contracts import EnrolmentFacts, SeatFacts
from qingmiao.stewardship.childcare.enums import HOLDS_A_SEAT
from qingmiao.stewardship.childcare.models import CareSession, Enrolment


def seats_of(*, session: CareSession) -> SeatFacts:
    """Seats and how many are taken, counted now and not remembered."""
    taken = Enrolment.objects.standing().filter(session=session, state__in=HOLDS_A_SEAT).count()
    return SeatFacts(seats=session.seats, taken=taken)


def reasons_against_session(session: CareSession, _on: date) -> Iterator[str]:
    """Seats already given cannot be taken away by shrinking the session."""
    if session.pk is None:
        return
    facts = seats_of(session=session)
    if facts.taken > facts.seats:
        yield _("已录取 %(taken)d 人，名额不能少于已录取人数") % {"taken": facts.taken}


def reasons_against_enrolment(enrolment: Enrolment, _on: date) -> Iterator[str]:
    facts = EnrolmentFacts(applied_on=enrolment.applied_on, session_ends=enrolment.session.ends)
    yield from rules.enrolment_disagreements(facts)
