from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from qingmiao.access.enums import Role
from qingmiao.people.dossiers.models import Appraisal
from qingmiao.selection.nominations.contracts import Sheet, Vouching
from qingmiao.selection.nominations.services.draft import begin_draft, submit_draft
from tests.factories.house import actor, district, organizer, person, post, secretary
from tests.factories.selection import event

ON = date(2026, 3, 10)
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


def cadre(name, where, **changes):
    """Somebody to whom every article of the eligibility rules is met."""
    made = person(
        name, holds=post(where, f"{name}职务"), post_since=date(2024, 5, 1),
        **{"political_face": "01", "birth": date(1994, 4, 1), **changes},
    )  # fmt: skip
    for year in (2023, 2024, 2025):
        Appraisal.objects.create(person=made, year=year, grade="2")
    return made


@pytest.fixture
def town():
    """青云镇 with its secretary, a cadre, a colleague, and an open notice about young cadres."""
    _, bureau, here = district()
    who = cadre("林若曦", here)
    return SimpleNamespace(
        unit=here,
        bureau=bureau,
        cadre=who,
        colleague=cadre("沈知远", here),
        secretary=secretary(here),
        organizer=organizer(here),
        oneself=actor(Role.CADRE, who=who, name="林若曦"),
        notice=event("推荐优秀年轻干部的通知", notice="请各单位推荐。"),
    )


def begun(by, notice, *, route="organization", unit=None):
    return begin_draft(
        actor=by, event_id=notice.pk, route=route, unit_id=unit.pk if unit else None, on=ON, at=AT
    )


def sheet(who, **changes):
    return Sheet(
        **{
            "person_id": who.pk,
            "nominator": "青云镇党委",
            "dimension": "masses",
            "merits": "入户走访全镇独居老人",
            **changes,
        }
    )


def vouching(*people):
    return tuple(Vouching(person_id=one.pk, relation="同事") for one in people)


def submitted(by, notice, who, *, route="organization", unit=None, on=ON, **changes):
    draft = begun(by, notice, route=route, unit=unit)
    return submit_draft(actor=by, draft_id=draft.pk, sheet=sheet(who, **changes), on=on, at=AT)
