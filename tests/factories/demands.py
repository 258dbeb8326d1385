"""Teams, targets and demands with what they need around them."""

from datetime import date
from itertools import count
from typing import Any

from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Post, Unit
from qingmiao.people.dossiers.models import Education, Person, Spell
from qingmiao.selection.demands.contracts import Goal, Member
from qingmiao.selection.demands.models import Demand, Discovery, Target
from tests.factories.house import LONG_AGO, TODAY, person, post, unit

NUMBERS = count(1)
NEVER = date(2099, 1, 1)


def town(
    name: str = "青云镇", *, slots: int = 4, kind: str = UnitKind.TOWNSHIP
) -> tuple[Unit, Post]:
    """A unit with one kind of leading slot."""
    where = unit(name, kind=kind)
    return where, post(where, "党委委员", headcount=slots)


def leader_of(
    slot: Post, name: str | None = None, *, since: date = date(2024, 1, 1), **changes: Any
) -> Person:
    """Somebody on the team of the slot's unit, also by a line of the résumé."""
    made = person(
        name,
        holds=slot,
        **{"post_since": since, "political_face": "01", "birth": date(1985, 3, 1), **changes},
    )
    Spell.objects.create(
        person=made, unit=slot.unit, post=slot, begins=since, text=f"{slot.unit}{slot.title}"
    )
    return made


def studied(who: Person, major: str) -> Education:
    return Education.objects.create(
        person=who, mode="1", schooling="21", major=major, ends=date(2008, 7, 1)
    )


def target(**changes: Any) -> Target:
    return Target.objects.create(
        **{"item": "female", "least": 1, "begins": LONG_AGO, "basis": "班子分析研判意见", **changes}
    )


def demand(**changes: Any) -> Demand:
    return Demand.objects.create(
        **{
            "title": f"需求{next(NUMBERS)}",
            "wanted": 2,
            "criteria": "三十五岁以下，熟悉农业农村",
            "opened_on": date(2026, 3, 1),
            "due_on": date(2026, 12, 31),
            **changes,
            "owner": changes.get("owner") or person(),
        }
    )


def discovery(of: Demand, who: Person, **changes: Any) -> Discovery:
    return Discovery.objects.create(
        **{
            "demand": of,
            "person": who,
            "found_by": "office",
            "found_on": TODAY,
            "text": "符合条件",
            "noted_by": "王干事",
            **changes,
        }
    )


def member(number: int = 1, **changes: Any) -> Member:
    """A member as rules are told of one: a man of 41, in the Party, who stays."""
    return Member(
        **{
            "person_id": number,
            "name": f"干部{number}",
            "post": "党委委员",
            "sex": "1",
            "birth": date(1985, 3, 1),
            "face": "01",
            "face_label": "中共党员",
            "party_joined": date(2006, 7, 1),
            "majors": (),
            "township": (),
            "post_since": date(2024, 1, 1),
            "retires": NEVER,
            "gone": NEVER,
            "delay": 0,
            "term_ends": None,
            "is_last_term": False,
            **changes,
        }
    )


def goal(item: str = "female", **changes: Any) -> Goal:
    return Goal(item=item, **changes)
