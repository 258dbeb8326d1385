"""Rows of 炼 with what they need around them; each says only what its test is about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from qingmiao.access.enums import Role
from qingmiao.placement.blocks.contracts import Asked
from qingmiao.placement.blocks.enums import Difficulty, RequestCategory
from qingmiao.placement.blocks.models import Block, Duty, ResidentRequest
from qingmiao.placement.blocks.services.answer import answer
from qingmiao.placement.blocks.services.intake import receive
from qingmiao.placement.blocks.services.request import accept, classify, dispatch, report_done
from qingmiao.placement.mentoring.models import Mentorship, MentorTalk
from qingmiao.placement.openings.models import Candidate, Opening, Round, RoundOpening, Wish
from qingmiao.placement.postings.models import Posting, Scheme
from tests.factories.ground import LONG_AGO, actor, person, unit

NUMBERS = count(1)


def scheme(name=None, **changes):
    number = next(NUMBERS)
    return Scheme.objects.create(
        **{
            "code": f"scheme{number}",
            "name": name or f"选派制度{number}",
            "group": "project",
            "begins": LONG_AGO,
            **changes,
        }
    )


def posting(who=None, **changes):
    return Posting.objects.create(
        **{
            "person": who or person(),
            "place": "重点项目专班",
            "begins": date(2025, 3, 1),
            **changes,
            "scheme": changes.get("scheme") or scheme(),
            "home_unit": changes.get("home_unit") or unit(),
            "host_unit": changes.get("host_unit") or unit(),
        }
    )


def returned(who=None, **changes):
    """A posting that is over."""
    return posting(who, **{"state": "returned", "ends": date(2026, 3, 1), **changes})


def block(name=None, **changes):
    number = next(NUMBERS)
    return Block.objects.create(
        **{
            "code": f"B{number:03d}",
            "name": name or f"第{number}区块",
            "begins": LONG_AGO,
            **changes,
            "unit": changes.get("unit") or unit(),
        }
    )


def duty(who=None, **changes):
    return Duty.objects.create(
        **{
            "person": who or person(),
            "role": "governor",
            "begins": date(2024, 1, 1),
            **changes,
            "block": changes.get("block") or block(),
        }
    )


def request(**changes):
    return ResidentRequest.objects.create(
        **{
            "received_on": date(2025, 6, 1),
            "category": "environment",
            "content": f"楼道堆物{next(NUMBERS)}",
            "state": "working",
            **changes,
            "block": changes.get("block") or block(),
            "handler": changes["handler"] if "handler" in changes else person(),
        }
    )


def mentorship(mentee=None, mentor=None, **changes):
    return Mentorship.objects.create(
        **{
            "mentee": mentee or person(),
            "mentor": mentor or person(),
            "begins": date(2025, 3, 1),
            **changes,
        }
    )


def talk(pair=None, **changes):
    return MentorTalk.objects.create(
        **{
            "mentorship": pair or mentorship(),
            "held_on": date(2025, 4, 1),
            "question": f"征拆怎么谈{next(NUMBERS)}",
            "advice": "先算群众的账",
            **changes,
        }
    )


def opening(title=None, **changes):
    """An opening of the department's board; published unless the test says otherwise."""
    return Opening.objects.create(
        **{
            "title": title or f"专班{next(NUMBERS)}",
            "begins": date(2097, 9, 1),
            "ends": date(2098, 9, 1),
            "state": "open",
            **changes,
            "scheme": changes.get("scheme") or scheme(),
            "host_unit": changes.get("host_unit") or unit(),
        }
    )


def wish(who=None, *openings, **changes):
    ranks = dict(zip(("first", "second", "third"), openings, strict=False))
    return Wish.objects.create(person=who or person(), **ranks, **changes)


NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
"""A Tuesday, twelve o'clock in the district."""


def asked(at_block=None, *, at=NOON, **changes):
    """A live request as it came in by code, and the secret its resident holds."""
    values = {"content": f"三号楼漏水{next(NUMBERS)}", "category": "facilities", "contact": ""}
    where = at_block or block()
    if not where.public_code:
        where.public_code = f"CODE{where.pk}"
        where.save(update_fields=["public_code"])
    receipt = receive(code=where.public_code, asked=Asked(**values | changes), at=at)
    return ResidentRequest.objects.get(pk=receipt.request_id), receipt.token


def brought_to(state, *, who=None, desk=None, at=NOON, hours=1, **changes):
    """A live request walked along its steps; its handler is on duty in its block."""
    row, token = asked(at=at, **changes)
    who = who or person()
    duty(who, block=row.block)
    desk, hand = desk or actor(Role.OFFICER), actor(Role.CADRE, person=who)
    walk = [
        lambda at: classify(
            actor=desk, request_id=row.pk, category=RequestCategory.SAFETY,
            difficulty=Difficulty.USUAL, at=at,
        ),
        lambda at: dispatch(actor=desk, request_id=row.pk, handler_id=who.pk, at=at),
        lambda at: accept(actor=hand, request_id=row.pk, at=at),
        lambda at: report_done(actor=hand, request_id=row.pk, outcome="已修好", at=at),
        lambda at: answer(
            token=token, round_=0, is_solved=True, satisfaction=5, note="", at=at
        ),
    ]  # fmt: skip
    steps = iter(walk)
    while row.state != state:
        at += timedelta(hours=hours)
        next(steps)(at)
        row.refresh_from_db()
    return row, token


def matching_round(*, openings=(), people=(), must=(), **changes):
    """A round being prepared, with these openings and people."""
    made = Round.objects.create(
        **{"title": f"第{next(NUMBERS)}轮", "on": date(2026, 6, 30), **changes}
    )
    for each in openings:
        RoundOpening.objects.create(round=made, opening=each, is_must=each in must)
    for each in people:
        Candidate.objects.create(round=made, person=each)
    return made
