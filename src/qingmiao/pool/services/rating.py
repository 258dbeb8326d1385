from django.db import transaction

from qingmiao.evidence.enums import Dimension
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.services import record
from qingmiao.pool.deeds import RATING_ANCHORED
from qingmiao.pool.enums import RatingLevel
from qingmiao.pool.models import Rating
from qingmiao.pool.permissions import KEEP_RATINGS
from qingmiao.pool.rules.rating import REGULATION, anchor_of
from qingmiao.rulebook.library import regulation


@transaction.atomic
def note_anchor(*, actor: Actor, rating: Rating) -> None:
    """Keep the words the level meant on the day, so that a later wording changes no old rating."""
    if not KEEP_RATINGS.allows(actor, rating):
        raise Forbidden(KEEP_RATINGS.sentence)
    rating.anchor = anchor_of(
        dimension=rating.dimension,
        level=rating.level,
        articles=regulation(REGULATION).on(rating.rated_on),
    )
    rating.save(update_fields=["anchor"])
    record(
        actor=actor,
        deed=RATING_ANCHORED,
        subject=rating,
        detail={
            "person": str(rating.person),
            "dimension": Dimension(rating.dimension).label,
            "level": RatingLevel(rating.level).label,
        },
    )
