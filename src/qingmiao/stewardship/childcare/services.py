from django.db import transaction

from qingmiao.kernel.errors import Refused
from qingmiao.stewardship.childcare import rules
from qingmiao.stewardship.childcare.enums import HOLDS_A_SEAT
from qingmiao.stewardship.childcare.models import CareSession, Enrolment
from qingmiao.stewardship.childcare.queries import seats_of


@transaction.atomic
def refuse_if_overfull(*, enrolment: Enrolment) -> None:
    """The last seat is given once.

    The enrolment is already written, so the count includes it; the session row is locked before
    counting, so whoever confirms at the same moment counts afterwards and sees this one. The lock
    is NO KEY UPDATE: the foreign key of both enrolments holds KEY SHARE on the session, and a
    plain FOR UPDATE would make the two wait for each other.
    """
    if enrolment.state not in HOLDS_A_SEAT:
        return
    session = CareSession.objects.select_for_update(of=("self",), no_key=True).get(
        pk=enrolment.session_id
    )
    reasons = list(rules.seat_disagreements(seats_of(session=session)))
    if reasons:
        raise Refused(reasons)
