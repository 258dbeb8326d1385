"""抽签定号: the list is frozen, two accounts commit to shares, a word is said aloud, plates come of it."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.engines.lottery.contracts import Share
from qingmiao.engines.lottery.rules.draw import order_of, share_commitment
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.selection.contests.deeds import LIST_FROZEN, PLATES_DRAWN, SHARE_COMMITTED
from qingmiao.selection.contests.enums import ContestState, Party
from qingmiao.selection.contests.models import Contest, DrawShare, Entry, PlateDraw
from qingmiao.selection.contests.permissions import RUN_CONTESTS, WITNESS_DRAWS
from qingmiao.selection.contests.queries import draw as queries
from qingmiao.selection.contests.queries.entry import next_number
from qingmiao.selection.contests.queries.progress import step_facts
from qingmiao.selection.contests.rules.draw import flaws_of_drawing, flaws_of_sharing
from qingmiao.selection.contests.rules.progress import flaws_of_step
from qingmiao.selection.contests.services.progress import locked, move
from qingmiao.selection.contests.services.telling import ask_the_witness, tell_of_plates

SHARE_BYTES = 32


@transaction.atomic
def begin_drawing(*, actor: Actor, contest_id: int, on: date) -> Contest:
    """转入抽签: whoever has passed stands on the list by entry number, and the list is frozen."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    facts = step_facts(contest=contest, on=on)
    if reasons := list(flaws_of_step(facts, ContestState.DRAWING)):
        raise Refused(reasons)
    _number_the_rest(contest)
    numbers = queries.passed_numbers(contest_id=contest.pk)
    with official():
        purpose = f"{contest.title} {_('抽签定号')}"
    draw = PlateDraw.objects.create(
        contest=contest,
        purpose=purpose,
        entries=[queries.label_of(number) for number in numbers],
        listed_on=on,
        listed_by=actor.name,
    )
    move(actor=actor, contest=contest, to=ContestState.DRAWING)
    detail = {"title": str(contest), "count": len(numbers), "list": list(draw.entries)}
    record(actor=actor, deed=LIST_FROZEN, subject=contest, detail=detail)
    ask_the_witness(actor=actor, contest=contest, on=on)
    return contest


def _number_the_rest(contest: Contest) -> None:
    """Entries that were imported have no number yet; each gets the next one, in the order they came."""
    for entry in Entry.objects.standing().filter(contest=contest, number=None).order_by("pk"):
        entry.number = next_number(contest_id=contest.pk)
        entry.save(update_fields=["number"])


@transaction.atomic
def commit_share(*, actor: Actor, contest_id: int, party: str, at: datetime) -> DrawShare:
    """承诺份额: a random share is kept sealed and its commitment shown to all. Nobody brings both."""
    asked = RUN_CONTESTS if party == Party.SECRETARY else WITNESS_DRAWS
    contest = locked(actor=actor, contest_id=contest_id, permission=asked)
    draw = queries.draw_of(contest_id=contest.pk)
    shares = queries.shares_of(draw=draw) if draw is not None else []
    reasons = list(
        flaws_of_sharing(
            state=contest.state,
            is_drawn=draw is not None and draw.drawn_at is not None,
            parties=[one.party for one in shares],
            party=party,
            is_both=actor.account_id in {one.account_id for one in shares},
        )
    )
    if reasons or draw is None:
        raise Refused(reasons)
    with official():
        name = f"{Party(party).label} {actor.name}"
    secret = secrets.token_bytes(SHARE_BYTES)
    made = DrawShare(
        draw=draw,
        party=party,
        account_id=actor.account_id,
        name=name,
        secret=secret.hex(),
        commitment=share_commitment(Share(name, secret)),
        committed_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("赛务秘书与见证人须是两个账号，各承诺一份")) from no
    detail = {"title": str(contest), "party": name, "commitment": made.commitment}
    record(actor=actor, deed=SHARE_COMMITTED, subject=contest, detail=detail)
    return made


@transaction.atomic
def draw_plates(*, actor: Actor, contest_id: int, word: str, at: datetime) -> PlateDraw:
    """抽签. ``word`` is said aloud only after both commitments were shown, so nobody could aim for an order.

    The contest is locked and the draw's row is changed once: of two at the same moment one draws.
    """
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    draw = queries.draw_of(contest_id=contest.pk)
    shares = queries.shares_of(draw=draw) if draw is not None else []
    reasons = list(
        flaws_of_drawing(
            state=contest.state,
            is_drawn=draw is not None and draw.drawn_at is not None,
            parties=[one.party for one in shares],
            word=word,
        )
    )
    if reasons or draw is None:
        raise Refused(reasons)
    found = queries.draw_from(draw=draw, shares=shares, word=word.strip())
    plates = {entry: plate for plate, (entry, _sign) in enumerate(order_of(found), 1)}
    listed = Entry.objects.standing().filter(contest=contest, number__isnull=False)
    for entry in listed.select_for_update(of=("self",)).order_by("pk"):
        plate = plates.get(queries.label_of(entry.number or 0))
        if plate is not None:
            entry.plate_no = plate
            entry.version += 1
            entry.save(update_fields=["plate_no", "version"])
    draw.word, draw.drawn_at, draw.drawn_by = word.strip(), at, actor.name
    draw.save(update_fields=["word", "drawn_at", "drawn_by"])
    detail = {
        "title": str(contest),
        "count": len(plates),
        "word": draw.word,
        "plates": plates,
    }
    record(actor=actor, deed=PLATES_DRAWN, subject=contest, detail=detail)
    tell_of_plates(actor=actor, contest=contest)
    return draw
