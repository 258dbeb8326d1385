"""Reviews falling due are announced once to whom they concern, and are done when they are done."""

from datetime import timedelta

import pytest

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.models import Notice
from qingmiao.notices.permissions import READ_NOTICES
from qingmiao.pool.enums import ExitReason, NextAction
from qingmiao.pool.services.due import tell_reviews_due
from qingmiao.pool.services.membership import leave, plan
from qingmiao.pool.tasks import reviews_due
from tests.factories.house import TODAY, account, acting, holder, kin, officer, person, unit
from tests.factories.pool import Hall
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


def member(who=None, *, days=3, **changes):
    return membership(
        who,
        **{
            "next_review_on": TODAY + timedelta(days=days),
            "next_action": "visit",
            "next_action_on": TODAY,
            **changes,
        },
    )


def waiting():
    return set(
        Notice.objects.filter(kind="pool.membership.review_due", settled_at__isnull=True)
        .values_list("account_id", "subject_id")
    )  # fmt: skip


def test_keepers_are_told_once_a_week_ahead_and_again_for_the_next_review():
    keeper = holder(Role.OFFICER)
    soon, late = member(), member(days=-40)
    member(days=8), member(state="proposed")

    assert tell_reviews_due(actor=SYSTEM, on=TODAY) == 2
    assert tell_reviews_due(actor=SYSTEM, on=TODAY) == 0
    assert reviews_due(timestamp=0) == 0
    assert waiting() == {(keeper.pk, soon.pk), (keeper.pk, late.pk)}

    plan(
        actor=officer(), membership_id=soon.pk, action=NextAction.VISIT, action_on=TODAY,
        review_on=TODAY + timedelta(days=5), reason="", today=TODAY,
    )  # fmt: skip
    assert waiting() == {(keeper.pk, late.pk)}
    assert tell_reviews_due(actor=SYSTEM, on=TODAY) == 1
    leave(
        actor=officer(), membership_id=late.pk, exit_reason=ExitReason.OWN_WISH, on=TODAY,
        reason="本人提出", today=TODAY,
    )  # fmt: skip
    assert waiting() == {(keeper.pk, soon.pk)}


def test_a_sponsor_is_told_only_where_one_account_goes_by_the_name_and_may_know():
    place = unit()
    liaison = holder(Role.POINT_HEAD, over=place, who=person("周点长"))
    secretary = holder(Role.UNIT_SECRETARY, over=place, who=person("赵书记"))
    account("甲", display_name="钱同名"), account("乙", display_name="钱同名")
    near = member(person(where=place), sponsor="周点长")
    member(person(where=place), sponsor="赵书记"), member(person(where=place), sponsor="钱同名")
    member(person(where=unit()), sponsor="周点长")

    tell_reviews_due(actor=SYSTEM, on=TODAY)

    assert waiting() == {(liaison.pk, near.pk)}
    seen = READ_NOTICES.rows(acting(liaison), Notice.objects.all())
    assert [one.subject_id for one in seen] == [near.pk]
    assert not READ_NOTICES.rows(acting(secretary), Notice.objects.all()).exists()


def test_nobody_is_told_of_oneself_or_kin():
    me, brother = person(where=unit()), person(where=unit())
    kin(me, brother)
    holder(Role.OFFICER, who=me)
    other = holder(Role.OFFICER)
    mine, his = member(me), member(brother)

    tell_reviews_due(actor=SYSTEM, on=TODAY)

    assert waiting() == {(other.pk, mine.pk), (other.pk, his.pk)}


def test_a_review_that_lets_somebody_stay_sets_the_next_one():
    row = member()
    hall = Hall(row)
    tell_reviews_due(actor=SYSTEM, on=TODAY)
    assert waiting()
    hall.freeze().sit()
    hall.propose(hall.items[0], after="member")
    hall.submit().decide()

    row.refresh_from_db()
    assert row.next_review_on == TODAY + timedelta(days=182)
    assert not waiting()
