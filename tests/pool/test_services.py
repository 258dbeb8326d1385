from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import LevelSpell
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import Channel, ExitReason, MembershipState, Tier
from qingmiao.pool.models import Membership, MembershipSource, StateChange
from qingmiao.pool.queries import active_memberships, memberships
from qingmiao.pool.services import AlreadyInPool, admit, change_state, leave
from tests.factories.house import TODAY, actor, officer, person, secretary, unit
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


def admitted(who, *, by=None, tier=Tier.B, on=TODAY, notices=()):
    return admit(
        actor=by or officer(),
        person_id=who.pk,
        tier=tier,
        on=on,
        notices=list(notices),
        reason="多渠道印证",
    )


def moved(row, state, on, *, by=None, reason="部务会研究"):
    return change_state(
        actor=by or officer(),
        membership_id=row.pk,
        state=MembershipState(state),
        on=on,
        reason=reason,
        today=TODAY,
    )


def left(row, why="age", on=TODAY, *, by=None):
    return leave(
        actor=by or officer(),
        membership_id=row.pk,
        exit_reason=ExitReason(why),
        on=on,
        reason="部务会研究",
        today=TODAY,
    )


def states(row):
    return list(
        StateChange.objects.filter(membership=row).order_by("pk").values_list("state", "begins")
    )


def test_whoever_was_noticed_is_proposed_with_the_channel_and_the_whole_assessment():
    cadre = person("林若曦", where=unit())

    row = admitted(
        cadre,
        notices=[
            Notice(
                channel=Channel.VISIT,
                happened_on=date(2026, 3, 10),
                text="走访发现",
                origin_kind="visits.lead",
                origin_id=7,
            )
        ],
    )

    assert (row.state, row.entered_on, row.entered_by) == ("proposed", TODAY, "王干事")
    assert states(row) == [("proposed", TODAY)]
    [source] = MembershipSource.objects.all()
    assert (source.channel, source.origin_id) == ("visit", 7)
    [entry] = Entry.objects.filter(deed="pool.membership.assessed")
    assert entry.sentence == "核对 林若曦 的入库条件：符合"
    assert entry.detail["assessment"]["verdict"] == "met"
    assert {found["provision"] for found in entry.detail["assessment"]["findings"]} == {
        "age_limit",
        "leading_levels",
    }


def test_who_does_not_fit_is_told_every_reason():
    cadre = person(where=unit(), birth=date(1980, 1, 1))

    with pytest.raises(Refused) as no:
        admitted(cadre, tier=Tier.A)

    assert no.value.reasons == (
        "入库时 46 周岁，上限 37 周岁（交流发言“37岁以下”）",
        "职务层次在副科以下，不能入副科及以上库",
    )
    assert not Membership.objects.exists()


def test_the_tier_asks_for_the_level_of_that_day():
    cadre = person(where=unit(), level="142", level_since=date(2025, 1, 1))
    LevelSpell.objects.create(
        person=cadre, series="0", level="150", begins=date(2018, 1, 1), ends=date(2025, 1, 1)
    )

    assert admitted(cadre, tier=Tier.B, on=date(2024, 6, 1)).tier == "B"


def test_nobody_is_in_the_reserve_twice():
    row = membership()

    with pytest.raises(AlreadyInPool):
        admitted(row.person)


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_make_one_member():
    cadre = person(where=unit())
    start, refused = Barrier(2), []

    def propose():
        start.wait()
        try:
            admitted(cadre)
        except AlreadyInPool as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=propose) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == [("该同志已在储备库中",)]
    assert Membership.objects.count() == StateChange.objects.count() == 1


def test_a_unit_proposes_nobody():
    cadre = person(where=unit())

    with pytest.raises(Forbidden):
        admitted(cadre, by=secretary(cadre.unit))

    assert not Membership.objects.exists()


def test_the_way_into_the_reserve_begins_membership_on_the_day_it_is_decided():
    row = admitted(person(where=unit()), on=date(2026, 5, 1))

    moved(row, "deliberated", date(2026, 5, 8))
    moved(row, "member", date(2026, 5, 15))

    row.refresh_from_db()
    assert (row.state, row.entered_on, row.version) == ("member", date(2026, 5, 15), 3)
    assert states(row) == [
        ("proposed", date(2026, 5, 1)),
        ("deliberated", date(2026, 5, 8)),
        ("member", date(2026, 5, 15)),
    ]
    entry = Entry.objects.filter(deed="pool.membership.state_changed").last()
    assert entry.sentence == f"{row.person} 由会商转为在库"
    assert entry.reason == "部务会研究"


def test_a_change_needs_its_reason_and_its_order():
    row = membership(state="proposed")

    with pytest.raises(Refused) as no:
        moved(row, "member", date(2026, 2, 1), reason=" ")

    assert no.value.reasons == (
        "不能从「拟入库」转为「在库」",
        "日期不得早于上一次状态变更的 2026.03.01",
        "请写明理由",
    )


def test_nobody_moves_oneself():
    row = membership()

    with pytest.raises(Forbidden):
        moved(row, "tracked", TODAY, by=officer(who=row.person))
    with pytest.raises(Forbidden):
        left(row, by=actor("district_leader"))


def test_whoever_is_appointed_has_been_used_and_others_have_left():
    used, gone = membership(next_review_on=TODAY), membership()

    left(used, "appointed")
    left(gone, "age")

    used.refresh_from_db()
    gone.refresh_from_db()
    assert (used.state, used.exit_reason, used.left_on, used.next_review_on) == (
        "used", "appointed", TODAY, None,
    )  # fmt: skip
    assert (gone.state, gone.exit_reason) == ("left", "age")
    assert Entry.objects.filter(deed="pool.membership.left").count() == 2


def test_whoever_left_enters_anew_and_keeps_the_past():
    row = membership(entered_on=date(2024, 3, 1))
    left(row, "transferred", date(2025, 3, 1))

    again = admitted(row.person)

    assert again.pk != row.pk
    with pytest.raises(Refused):
        moved(row, "member", TODAY)


def test_any_day_can_be_asked_for():
    row = membership(entered_on=date(2024, 3, 1))
    moved(row, "suspended", date(2024, 6, 1))
    moved(row, "member", date(2024, 9, 1))
    left(row, "age", date(2025, 3, 1))

    days = [
        (date(2024, 2, 29), 0),
        (date(2024, 3, 1), 1),
        (date(2024, 6, 1), 0),
        (date(2024, 8, 31), 0),
        (date(2024, 9, 1), 1),
        (date(2025, 2, 28), 1),
        (date(2025, 3, 1), 0),
    ]
    assert [(day, active_memberships(on=day).count()) for day, _ in days] == days
    assert memberships(actor=officer(), on=date(2024, 4, 1)).count() == 1
    assert memberships(actor=officer(who=row.person), on=date(2024, 4, 1)).count() == 0
    assert memberships(actor=secretary(row.person.unit), on=date(2024, 4, 1)).count() == 0
