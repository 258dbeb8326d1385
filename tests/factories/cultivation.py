"""Rows of 育 with what they need around them; each says only what its test is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from qingmiao.access.enums import Role
from qingmiao.cultivation.campaigns.models import Campaign, Contribution
from qingmiao.cultivation.courses.models import (
    Admission,
    Attendance,
    Programme,
    Session,
    TrainingClass,
)
from qingmiao.cultivation.courses.services.training_class import open_enrolment
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from tests.factories import house
from tests.factories.ground import person, unit

NUMBERS = count(1)
OPENING = datetime(2026, 6, 30, 1, 0, tzinfo=UTC)
"""Nine o'clock of the day the tests play on."""


def programme(title=None, **changes):
    return Programme.objects.create(
        **{
            "title": title or f"专题培训{next(NUMBERS)}",
            "kind": "special",
            "opened_on": date(2022, 1, 1),
            **changes,
            "organizer": changes.get("organizer") or unit(),
        }
    )


def training_class(title=None, **changes):
    return TrainingClass.objects.create(
        **{
            "title": title or f"第{next(NUMBERS)}期",
            "begins": date(2025, 3, 1),
            "ends": date(2025, 3, 31),
            **changes,
            "programme": changes.get("programme") or programme(),
        }
    )


def session(title=None, **changes):
    return Session.objects.create(
        **{
            "title": title or f"公文写作{next(NUMBERS)}",
            "held_on": date(2025, 3, 15),
            "hours": Decimal(4),
            **changes,
            "training_class": changes.get("training_class") or training_class(),
        }
    )


def attendance(who=None, **changes):
    at = changes.pop("session", None) or session()
    came = changes.get("presence", "present") == "present"
    return Attendance.objects.create(
        **{
            "person": who or person(),
            "session": at,
            "hours": at.hours if came else Decimal(0),
            **changes,
        }
    )


def corps_member(who=None, **changes):
    return CorpsMember.objects.create(
        **{"person": who or person(), "joined_on": date(2022, 1, 1), **changes}
    )


def lecture(title=None, **changes):
    return Lecture.objects.create(
        **{
            "title": title or f"宣讲{next(NUMBERS)}",
            "held_on": date(2025, 5, 1),
            "audience": 50,
            "proof": "现场照片",
            **changes,
            "host": changes.get("host") or unit(),
        }
    )


def speaking(member=None, at=None, **changes):
    return Speaking.objects.create(
        member=member or corps_member(), lecture=at or lecture(), **changes
    )


def campaign(title=None, **changes):
    return Campaign.objects.create(
        **{
            "title": title or f"大讨论{next(NUMBERS)}",
            "theme": "干部敢为",
            "begins": date(2025, 1, 1),
            **changes,
            "organizer": changes.get("organizer") or unit(),
        }
    )


def contribution(who=None, **changes):
    return Contribution.objects.create(
        **{
            "person": who or person(),
            "title": f"建议{next(NUMBERS)}",
            "contributed_on": date(2025, 2, 1),
            **changes,
            "campaign": changes.get("campaign") or campaign(),
        }
    )


def open_class(seats=1, *, closes=timedelta(days=10), terms=None, **changes):
    """A class that takes enrolments at ``OPENING``, with one session and its line open."""
    made = training_class(
        begins=date(2026, 9, 1), ends=date(2026, 9, 30), seats=seats, state="approved", **changes
    )
    session(training_class=made, held_on=date(2026, 9, 10))
    Admission.objects.create(
        **{
            "training_class": made,
            "opens_at": OPENING - timedelta(hours=1),
            "closes_at": OPENING + closes,
            "withdraw_until": OPENING + closes,
            "needs_approval": False,
            **(terms or {}),
        }
    )
    open_enrolment(actor=house.actor(Role.OFFICER), class_id=made.pk, at=OPENING)
    made.refresh_from_db()
    return made
