"""The worked example of docs/algorithms/suggested-entries-and-exits.md, computed from its own tables."""

import re
from datetime import date
from pathlib import Path

import pytest

from qingmiao.pool.enums import SuggestionKind
from qingmiao.pool.models import Standard
from qingmiao.pool.queries import suggestion as queries
from qingmiao.pool.services import suggestion as services
from tests.factories.evidence import claim
from tests.factories.house import TODAY, officer, person, unit
from tests.factories.selection import membership

PAGE = Path(__file__).parents[2] / "docs" / "algorithms" / "suggested-entries-and-exits.md"
pytestmark = pytest.mark.django_db


def tables():
    """The rows of each table of the example, headings and rulers left out."""
    text = PAGE.read_text().partition("## Worked example")[2]
    blocks = [block for block in re.split(r"\n\n", text) if block.lstrip().startswith("|")]
    return [
        [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in block.strip().splitlines()[2:]
        ]
        for block in blocks
    ]


@pytest.fixture
def people():
    where, made = unit(), {}
    for name, born, level, since, schooling, source, state in tables()[0]:
        who = made[name] = person(
            name, where=where, birth=date.fromisoformat(f"{born}-01"), level=level,
            post_since=date.fromisoformat(since), schooling=schooling,
        )  # fmt: skip
        day, kind = source.split()
        claim(who, happened_on=date.fromisoformat(day), source_kind=kind)
        if state != "—":
            membership(who, state=state, tier="B")
    return made


@pytest.fixture
def criteria():
    return Standard.objects.create(
        name="青年骨干有据可查", tier="B", use="both", post_months=12, schooling="2", kinds=1
    )


def suggested(criteria, on):
    by = officer()
    entries = {each.name for each in queries.entries(actor=by, standard=criteria, on=on)}
    exits = {row.person.name for row in queries.exits(actor=by, standard=criteria, on=on)}
    return entries, exits


def test_the_example_is_what_the_criteria_say(people, criteria):
    entries, exits = suggested(criteria, TODAY)
    members = {row.person_id: row for row in queries.active_memberships(on=TODAY)}
    told = []
    for name, who in people.items():
        inside = who.pk in members
        [line] = queries.with_facts(
            standard=criteria, people=[who], on=TODAY, members=members if inside else None
        )
        word = "exit" if name in exits else "entry" if name in entries else "—"
        told.append([name, word, "、".join(line.unmet) or "meets all"])

    assert told == tables()[1]


def test_a_declined_suggestion_rests_while_only_time_passes(people, criteria):
    later = date(2026, 7, 31)
    services.decline(
        actor=officer(), standard_id=criteria.pk, person_id=people["林若曦"].pk,
        kind=SuggestionKind.ENTRY, reason="再看一季度", on=TODAY,
    )  # fmt: skip

    assert suggested(criteria, TODAY)[0] == {"贺岚"}
    assert suggested(criteria, later)[0] == {"周远"}, "served twelve months by then; 贺岚 is 38"
    claim(people["林若曦"], happened_on=date(2026, 7, 20))
    assert suggested(criteria, later)[0] == {"周远", "林若曦"}
