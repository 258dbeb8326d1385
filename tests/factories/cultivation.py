"""Rows of 育 with what they need around them; each says only what its test is about."""

from datetime import date
from decimal import Decimal
from itertools import count

from qingmiao.cultivation.campaigns.models import Campaign, Contribution
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from tests.factories.ground import person, unit

NUMBERS = count(1)


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
