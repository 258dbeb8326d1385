"""The draw of plates as anybody may read and perform it again."""

from typing import Any

from qingmiao.engines.lottery.contracts import Draw, Share
from qingmiao.engines.lottery.enums import SeedKind
from qingmiao.engines.lottery.rules.draw import FORMAT, commitment_of, order_of, seed_of_shares
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.contracts import DrawnPlate
from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import Contest, DrawShare, Entry, PlateDraw
from qingmiao.selection.contests.permissions import SEE_DRAWS


def label_of(number: int) -> str:
    """An entry as the published list names it."""
    return f"{number:04d}"


def draw_of(*, contest_id: int) -> PlateDraw | None:
    return PlateDraw.objects.filter(contest_id=contest_id).first()


def shares_of(*, draw: PlateDraw) -> list[DrawShare]:
    return list(draw.shares.order_by("party"))


def passed_numbers(*, contest_id: int) -> list[int]:
    """Entry numbers of everybody whose eligibility was passed, in order."""
    rows = Entry.objects.standing().filter(contest_id=contest_id, state=EntryState.PASSED)
    return [no for no in rows.order_by("number").values_list("number", flat=True) if no]


def draw_from(*, draw: PlateDraw, shares: list[DrawShare], word: str) -> Draw:
    """Purpose, list and common seed: nobody knows the seed before the word is said."""
    labels = tuple(draw.entries)
    seed = seed_of_shares(
        purpose=draw.purpose,
        entries=labels,
        shares=[Share(one.name, bytes.fromhex(one.secret), one.commitment) for one in shares],
        public=word,
    )
    return Draw(draw.purpose, labels, seed)


def drawn_plates(*, draw: PlateDraw) -> list[DrawnPlate]:
    """The order as the engine finds it again from the file's own words."""
    if draw.drawn_at is None:
        return []
    found = draw_from(draw=draw, shares=shares_of(draw=draw), word=draw.word)
    return [
        DrawnPlate(number=number, entry=entry, ticket=ticket)
        for number, (entry, ticket) in enumerate(order_of(found), 1)
    ]


def seen_draw(*, actor: Actor, contest_id: int) -> tuple[Contest, PlateDraw | None]:
    """The contest and its draw, for those who may follow it."""
    contest = SEE_DRAWS.one(actor, Contest.objects.standing(), pk=contest_id)
    return contest, draw_of(contest_id=contest_id)


def published_draw(*, actor: Actor, contest_id: int) -> dict[str, Any] | None:
    """The file from which anybody performs the draw again; ``None`` before it is drawn."""
    contest, draw = seen_draw(actor=actor, contest_id=contest_id)
    if draw is None or draw.drawn_at is None:
        return None
    shares = shares_of(draw=draw)
    found = draw_from(draw=draw, shares=shares, word=draw.word)
    return {
        "format": FORMAT,
        "purpose": draw.purpose,
        "list": sorted(draw.entries, key=str.encode),
        "seed": {
            "kind": SeedKind.SHARES.value,
            "public": draw.word,
            "rules": "",
            "shares": [
                {"party": one.name, "share": one.secret, "commitment": one.commitment}
                for one in shares
            ],
        },
        "commitment": commitment_of(found),
        "order": [{"entry": entry, "ticket": ticket} for entry, ticket in order_of(found)],
        "notes": {"contest": contest.title, "listed_on": draw.listed_on.isoformat()},
    }
