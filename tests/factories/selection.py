"""Rows of 选 with what they need around them; each says only what its test is about."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

import pgtrigger
from django.conf import settings

from qingmiao.engines.vault.services import seal_file
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.models import Membership, StateChange
from qingmiao.selection.contests.enums import JUDGED
from qingmiao.selection.contests.models import Contest, Entry, Stage, StageMark
from qingmiao.selection.nominations.models import Nomination, NominationEvent
from qingmiao.selection.observations.models import Front, Observation
from qingmiao.selection.visits.models import (
    Attendee,
    Enclosure,
    Heard,
    Lead,
    Liaison,
    Segment,
    Visit,
)
from qingmiao.selection.visits.services.enclosure import place_of
from tests.factories.house import LONG_AGO, code_entry, person, unit

NUMBERS = count(1)
SEEN_ON = date(2026, 3, 10)


def segment(name: str | None = None, **changes: Any) -> Segment:
    return Segment.objects.create(
        **{"name": name or f"第{next(NUMBERS)}片", "begins": LONG_AGO, **changes}
    )


def liaison(**changes: Any) -> Liaison:
    return Liaison.objects.create(
        **{
            "level": "segment",
            "begins": LONG_AGO,
            **changes,
            "segment": changes.get("segment") or segment(),
            "person": changes.get("person") or person(),
        }
    )


def visit(**changes: Any) -> Visit:
    return Visit.objects.create(
        **{
            "held_on": SEEN_ON,
            "purpose": "日常调研",
            "talked_with": 8,
            "summary": "谈话八人，班子团结。",
            **changes,
            "unit": changes.get("unit") or unit(),
            "visitor": changes.get("visitor") or person(),
        }
    )


def lead(**changes: Any) -> Lead:
    return Lead.objects.create(
        **{
            "name": "林若曦",
            "found_on": SEEN_ON,
            "dimension": "duty",
            "behaviour": "汛期连续三天守在堤上",
            "told_by": "茶山村支书",
            **changes,
            "unit": changes.get("unit") or unit(),
        }
    )


def attendee(**changes: Any) -> Attendee:
    return Attendee.objects.create(
        **{"name": "周支书", "post": "茶山村支书", "relation": "village", **changes}
    )


def heard(**changes: Any) -> Heard:
    return Heard.objects.create(
        **{
            "about": "林若曦",
            "claim": "遇事顶得上",
            "example": "汛期连续三天守在堤上",
            "told_by": "周支书",
            **changes,
        }
    )


def enclosure(**changes: Any) -> Enclosure:
    """A photograph as the table keeps it, sealed; ``content`` is what it opens to."""
    uid, content = uuid4(), changes.pop("content", b"\xff\xd8 a picture")
    return Enclosure.objects.create(
        **{
            "uid": uid,
            "kind": "photo",
            "media_type": "image/jpeg",
            "sealed": seal_file(content, key=settings.FIELD_KEY, place=place_of(uid)),
            "size": len(content),
            "width": 64,
            "height": 48,
            "digest": sha256(uid.bytes).digest(),
            **changes,
        }
    )


def point(head: Person, where: Unit, *, of: Segment | None = None, **changes: Any) -> Liaison:
    """点长 of a unit, in the first group of the segment."""
    return liaison(segment=of, level="point", group_name="一组", person=head, unit=where, **changes)


def front(name: str | None = None, **changes: Any) -> Front:
    return Front.objects.create(
        **{
            "name": name or f"重点项目{next(NUMBERS)}",
            "begins": date(2025, 1, 1),
            **changes,
            "kind": changes.get("kind") or code_entry(CodeList.FRONTLINES, "项目建设"),
            "unit": changes.get("unit") or unit(),
        }
    )


def observation(**changes: Any) -> Observation:
    return Observation.objects.create(
        **{
            "observed_on": SEEN_ON,
            "dimension": "pressure",
            "situation": "征拆僵持两个月",
            "task": "签下最后七户",
            "action": "逐户上门二十余次",
            "result": "四月底全部签约",
            **changes,
            "front": changes.get("front") or front(),
            "person": changes.get("person") or person(where=unit()),
            "observer": changes.get("observer") or person(),
        }
    )


def event(title: str | None = None, **changes: Any) -> NominationEvent:
    return NominationEvent.objects.create(
        **{
            "title": title or f"推荐优秀年轻干部的通知{next(NUMBERS)}",
            "opens_on": date(2026, 3, 1),
            "closes_on": date(2026, 3, 31),
            "state": "open",
            **changes,
        }
    )


def nomination(**changes: Any) -> Nomination:
    return Nomination.objects.create(
        **{
            "nominator": "赵书记",
            "submitted_on": SEEN_ON,
            "merits": "牵头完成三个专班任务",
            **changes,
            "event": changes.get("event") or event(),
            "person": changes.get("person") or person(where=unit()),
            "unit": changes.get("unit") or unit(),
        }
    )


def membership(who: Person | None = None, **changes: Any) -> Membership:
    """A member taken over from the list on paper, with the first state as the service writes it."""
    made = Membership.objects.create(
        **{
            "tier": "B",
            "entered_on": date(2026, 3, 1),
            "state": "member",
            "source": "import",
            **changes,
            "person": who or person(where=unit()),
        }
    )
    StateChange.objects.create(
        membership=made, state=made.state, begins=made.entered_on, decided_by="样例"
    )
    return made


def contest(title: str | None = None, **changes: Any) -> Contest:
    """A contest of the past, unless said otherwise; one that is judged has a frozen rule, if an empty one."""
    frozen = {
        "rule_frozen_at": datetime(2026, 1, 10, tzinfo=UTC),
        "rule_digest": "0" * 64,
        "rule_frozen_by": "赛务秘书",
    }
    return Contest.objects.create(
        **{
            "title": title or f"后备人选比拼{next(NUMBERS)}",
            "kind": "reserves",
            "begins": date(2026, 1, 10),
            "result_on": date(2026, 3, 20),
            "state": "final",
            **(frozen if changes.get("state") in JUDGED else {}),
            **changes,
            "organizer": changes.get("organizer") or unit(),
        }
    )


def as_it_was_frozen() -> AbstractContextManager[None]:
    """What belongs to a frozen rule is made in here, as if it had been there when that was done."""
    return pgtrigger.ignore(
        "contests.Stage:a_stage_of_a_frozen_rule_stands",
        "contests.Criterion:a_criterion_stands_with_its_rule",
        "contests.JudgeGroup:a_group_stands_with_its_rule",
        "contests.TieStep:a_tie_step_stands_with_its_rule",
    )


def stage(of: Contest, weight: int = 100, *, order: int = 1, **changes: Any) -> Stage:
    with as_it_was_frozen():
        return Stage.objects.create(
            **{
                "contest": of,
                "name": f"环节{order}",
                "order": order,
                "weight": Decimal(weight),
                **changes,
            }
        )


def entry(of: Contest | None = None, **changes: Any) -> Entry:
    return Entry.objects.create(
        **{
            "contest": of or contest(),
            "entered_on": date(2026, 1, 20),
            "state": "passed",
            **changes,
            "person": changes.get("person") or person(where=unit()),
            "unit": changes.get("unit") or unit(),
        }
    )


def mark(of: Entry, at: Stage, value: str = "88.5", **changes: Any) -> StageMark:
    return StageMark.objects.create(
        **{
            "entry": of,
            "stage": at,
            "mark": Decimal(value),
            "decided_on": date(2026, 3, 1),
            **changes,
        }
    )
