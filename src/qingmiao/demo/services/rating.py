"""Rate members of the demo reserve on the anchored scale, each rating upon an example on file.

Two people rate, so that the list shows more than one hand; nobody is rated upon a sealed or an
unfavourable example, and nobody without one.
"""

from datetime import date, timedelta

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.evidence.enums import Polarity
from qingmiao.evidence.queries import standing_claims
from qingmiao.pool.enums import RatingLevel
from qingmiao.pool.models import Membership, Rating
from qingmiao.pool.queries.membership import active_memberships
from qingmiao.pool.services.rating import note_anchor
from qingmiao.pool.services.upkeep import name_grid_reader
from qingmiao.registers.enums import Source

RATERS = (Role.OFFICER, Role.DEPARTMENT_LEADER)
MEMBERS, DIMENSIONS = 48, 3
AFTER = timedelta(days=10)
LEVELS = (
    RatingLevel.GOOD,
    RatingLevel.FAIR,
    RatingLevel.STRONG,
    RatingLevel.GOOD,
    RatingLevel.FAIR,
)
NOTES = ("现场看过，与事例相符", "", "与所在单位核对过", "")


def rate_members(*, day: date) -> None:
    """The newest examples of the newest members, and a reader beside the leaders for the two-axis view."""
    raters = [
        actor_for(account=Account.objects.get(username=role.value), on=day, door="command")
        for role in RATERS
    ]
    number = 0
    for member in _rated(day):
        hidden = [rater for rater in raters if member.person_id in rater.confidential_ids]
        if hidden:
            continue
        seen: set[str] = set()
        claims = standing_claims(on=day).filter(person=member.person_id, polarity=Polarity.FOR)
        for claim in claims.order_by("-happened_on", "-pk"):
            if claim.dimension in seen or len(seen) == DIMENSIONS:
                continue
            seen.add(claim.dimension)
            rater = raters[number % len(raters)]
            row = Rating.objects.create(
                person_id=member.person_id,
                dimension=claim.dimension,
                level=LEVELS[number % len(LEVELS)],
                example=claim,
                rated_on=min(day, claim.happened_on + AFTER),
                note=NOTES[number % len(NOTES)],
                entered_by=rater.name,
                source=Source.DEMO,
            )
            note_anchor(actor=rater, rating=row)
            number += 1
    officer = Account.objects.get(username=Role.OFFICER.value)
    name_grid_reader(actor=raters[1], account_id=officer.pk, reason="参与储备库研判材料准备")


def _rated(day: date) -> list[Membership]:
    return list(active_memberships(on=day).order_by("-entered_on", "-pk")[:MEMBERS])
