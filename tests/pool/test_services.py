from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import LevelSpell
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import (
    Channel,
    ExitReason,
    MembershipState,
    NextAction,
    SuspendCause,
    Tier,
)
from qingmiao.pool.models import Membership, MembershipSource, StateChange
from qingmiao.pool.queries import active_memberships, memberships
from qingmiao.pool.services.membership import (
    AlreadyInPool,
    admit,
    change_state,
    leave,
    plan,
    set_tier,
)
from tests.factories.house import TODAY, actor, officer, person, secretary, unit
from tests.factories.pool import entered, proposed
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


SEEN = Notice(channel=Channel.VISIT, happened_on=date(2026, 3, 10), text="走访发现")


def admitted(who, *, by=None, tier=None, on=TODAY, notices=(SEEN,)):
    return admit(
        actor=by or officer(),
        person_id=who.pk,
        tier=tier,
        on=on,
        notices=list(notices),
        reason="多渠道印证",
    )


def moved(row, state, on, *, by=None, reason="部务会研究", cause=""):
    return change_state(
        actor=by or officer(),
        membership_id=row.pk,
        state=MembershipState(state),
        cause=SuspendCause(cause),
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
        admitted(cadre, tier=Tier.A, notices=())

    assert no.value.reasons == (
        "入库时 46 周岁，上限 37 周岁（交流发言“37岁以下”）",
        "职务层次在副科以下，不能入副科及以上库",
        "至少写明一条来源：从哪条渠道、哪一天发现",
    )
    assert not Membership.objects.exists()


def test_the_tier_asks_for_the_level_of_that_day():
    cadre = person(where=unit(), level="142", level_since=date(2025, 1, 1))
    LevelSpell.objects.create(
        person=cadre, series="0", level="150", begins=date(2018, 1, 1), ends=date(2025, 1, 1)
    )

    assert admitted(cadre, on=date(2024, 6, 1)).tier == "B"


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
    row = entered(on=date(2026, 5, 1))

    assert (row.state, row.entered_on, row.version) == ("member", TODAY, 3)
    assert states(row) == [
        ("proposed", date(2026, 5, 1)), ("deliberated", TODAY), ("member", TODAY),
    ]  # fmt: skip
    entry = Entry.objects.filter(deed="pool.membership.state_changed").last()
    assert entry.sentence == f"{row.person} 由会商转为在库"
    assert entry.reason == "多渠道印证一致：三类来源一致"


def test_nobody_is_brought_in_by_hand():
    row = admitted(person(where=unit()))

    with pytest.raises(Refused) as no:
        moved(row, "deliberated", TODAY)

    assert no.value.reasons == ("入库须经会商：请列入一次会商，由会商提出、审批",)


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
    used, gone = membership(state="candidate", next_review_on=TODAY), membership()

    with pytest.raises(Refused) as no:
        left(gone, "appointed")
    left(used, "appointed")
    left(gone, "age")

    used.refresh_from_db()
    gone.refresh_from_db()
    assert (used.state, used.exit_reason, used.left_on, used.next_review_on) == (
        "used", "appointed", TODAY, None,
    )  # fmt: skip
    assert no.value.reasons == ("不能从「在库」转为「已使用」",)
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
    moved(row, "suspended", date(2024, 6, 1), cause="illness")
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


def test_suspension_has_a_cause_and_leads_back_no_higher_than_before():
    row, tracked = membership(), membership(state="tracked")

    with pytest.raises(Refused) as no:
        moved(row, "suspended", TODAY)
    moved(row, "suspended", TODAY, cause="seconded")
    moved(tracked, "suspended", TODAY, cause="illness")
    with pytest.raises(Refused) as higher:
        moved(row, "tracked", TODAY)
    moved(tracked, "tracked", TODAY)

    assert no.value.reasons == ("暂停须写明事由：影响期、因病或借出",)
    assert higher.value.reasons == ("不能从「暂停」转为「重点跟踪」",)
    assert row.states.latest("pk").cause == "seconded"


def test_whoever_is_in_the_reserve_has_a_next_review_and_a_next_action():
    assert (proposed().next_review_on, proposed().next_action) == (None, "")

    row = entered()

    assert (row.next_review_on, row.next_action, row.next_action_on) == (
        date(2026, 12, 29), "visit", date(2026, 8, 29),
    )  # fmt: skip


def planned(row, *, by=None, on=date(2026, 8, 1)):
    return plan(
        actor=by or officer(),
        membership_id=row.pk,
        action=NextAction.POSTING,
        action_on=on,
        review_on=date(2026, 9, 1),
        reason="缺项目一线经历",
        today=TODAY,
    )


def test_what_comes_next_is_planned_for_members_only_and_never_in_the_past():
    row, early = membership(), membership(state="proposed")

    planned(row)
    with pytest.raises(Refused) as no:
        planned(early, on=date(2026, 6, 29))
    with pytest.raises(Forbidden):
        planned(row, by=officer(who=row.person))

    row.refresh_from_db()
    assert (row.next_action, row.next_action_on, row.next_review_on) == (
        "posting", date(2026, 8, 1), date(2026, 9, 1),
    )  # fmt: skip
    assert no.value.reasons == (
        "只有在库成员才安排下一步",
        "行动期限、下次研判日期不得早于今天",
    )
    [entry] = Entry.objects.filter(deed="pool.membership.planned")
    assert entry.sentence == f"安排 {row.person} 的下一步：安排历练，2026.08.01前"


def test_a_promoted_member_moves_to_the_tier_the_rule_gives():
    row = membership(person(where=unit(), level="142"))
    stays, over = membership(), membership(state="left", left_on=TODAY, exit_reason="age")

    set_tier(actor=officer(), membership_id=row.pk, on=TODAY, reason="提任副局长")
    with pytest.raises(Refused) as no:
        set_tier(actor=officer(), membership_id=stays.pk, on=TODAY, reason="核对")
    with pytest.raises(Refused) as ended:
        set_tier(actor=officer(), membership_id=over.pk, on=TODAY, reason="核对")

    row.refresh_from_db()
    assert row.tier == "A"
    [entry] = Entry.objects.filter(deed="pool.membership.tier_changed")
    assert entry.sentence == f"{row.person} 由副科以下库转入副科及以上库"
    assert no.value.reasons == ("按规则当日仍属现在的层次",)
    assert "该成员已经出库，再次入库请另行登记" in ended.value.reasons


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_state_at_once_one_is_refused():
    row = membership()
    start, refused = Barrier(2), []

    def track():
        start.wait()
        try:
            moved(row, "tracked", TODAY)
        except Refused as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=track) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == [("不能从「重点跟踪」转为「重点跟踪」",)]
    assert [state for state, _ in states(row)] == ["member", "tracked"]
