from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.selection.contests import services
from qingmiao.selection.contests.enums import EntryRoute, Party
from qingmiao.selection.contests.models import Criterion, JudgeGroup
from tests.factories.house import (
    actor,
    district,
    leader,
    officer,
    person,
    post,
    secretary,
)
from tests.factories.selection import contest, stage

ON = date(2026, 3, 10)
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


def cadre(name, where, **changes):
    """Somebody whom every article lets enter."""
    return person(
        name, holds=post(where, f"{name}职务"),
        **{
            "post_since": date(2024, 5, 1), "political_face": "01", "birth": date(1994, 4, 1),
            "level": "150", **changes,
        },
    )  # fmt: skip


def planned(title="路演竞赛", **changes):
    """A contest with everything that is asked before it is announced."""
    made = contest(
        title,
        **{
            "kind": "pitch", "state": "draft", "begins": date(2026, 3, 1), "result_on": None,
            "announcement": "各单位组织报名。", "entry_opens_on": date(2026, 3, 1),
            "entry_closes_on": date(2026, 3, 20), **changes,
        },
    )  # fmt: skip
    first = stage(made)
    Criterion.objects.create(stage=first, name="内容", weight=Decimal(100))
    JudgeGroup.objects.create(contest=made, name="专家", aggregation="mean", drop=0)
    return made


@pytest.fixture
def desk():
    """Two units, a contest about to be announced, and everybody who has a hand in it."""
    _, bureau, town = district()
    of = planned()
    matter = (ScopeKind.CONTEST, of.pk)
    one = cadre("林若曦", town)
    return SimpleNamespace(
        contest=of,
        town=town,
        bureau=bureau,
        cadre=one,
        oneself=actor(Role.CADRE, who=one, name="林若曦"),
        unit=replace(secretary(town), account_id=73),
        keeper=actor(Role.CONTEST_SECRETARY, matter=matter, name="赛务秘书"),
        witness=replace(
            actor(Role.CONTEST_SUPERVISOR, matter=matter, name="监督员"), account_id=71
        ),
        officer=replace(officer(), account_id=72),
        leader=leader(),
    )


def opened(desk):
    """Announced, frozen and open for entry."""
    services.publish(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)
    services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)
    services.open_entry(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)
    desk.contest.refresh_from_db()
    return desk


def entered(desk, *names):
    """So many who entered alone and passed."""
    made = []
    for name in names:
        entry = services.enter_contest(
            actor=desk.officer, contest_id=desk.contest.pk, person_id=cadre(name, desk.town).pk,
            route=EntryRoute.UNIT, on=ON,
        )  # fmt: skip
        made.append(
            services.check_entry(
                actor=desk.keeper, entry_id=entry.pk, passed=True, reason="", on=ON
            )
        )
    return made


def listed(desk, *names):
    """The list stands frozen."""
    made = entered(opened(desk), *(names or ("甲", "乙", "丙")))
    services.close_entry(actor=desk.keeper, contest_id=desk.contest.pk, on=ON, reason="名额已满")
    services.begin_drawing(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)
    return made


def shared(desk, *names):
    """Both shares are committed to."""
    made = listed(desk, *names)
    of = desk.contest.pk
    services.commit_share(actor=desk.keeper, contest_id=of, party=Party.SECRETARY, at=AT)
    services.commit_share(actor=desk.witness, contest_id=of, party=Party.WITNESS, at=AT)
    return made


def drawn(desk, *names, word="骰子 4 2 6"):
    made = shared(desk, *names)
    services.draw_plates(actor=desk.keeper, contest_id=desk.contest.pk, word=word, at=AT)
    for entry in made:
        entry.refresh_from_db()
    return made
