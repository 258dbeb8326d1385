"""F09 and F10 move exactly when memberships do: with every step in and out, and with nothing else."""

from datetime import date, timedelta

import pytest

from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.queries.figures import answer_to, asked
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import Channel, ExitReason, MembershipState, NextAction, SuspendCause
from qingmiao.pool.models import Review, ReviewItem
from qingmiao.pool.rules.membership import is_for_a_review
from qingmiao.pool.services.membership import admit, change_state, leave, move, plan
from tests.factories.house import TODAY, officer, person, unit

pytestmark = pytest.mark.django_db
BEGAN = TODAY - timedelta(days=60)
SEEN = Notice(channel=Channel.VISIT, happened_on=date(2026, 3, 10), text="走访发现")


def counted(on):
    ask = asked(Question(on=on))
    return answer_to("F09", ask=ask).value, answer_to("F10", ask=ask).value


def test_the_two_figures_follow_the_steps_of_the_day():
    upper = person(where=unit(), level="142")
    lower = person(where=unit())
    rows = [
        admit(actor=officer(), person_id=who.pk, on=BEGAN, notices=[SEEN], reason="多渠道印证")
        for who in (upper, lower)
    ]
    told = [("proposed", BEGAN, (0, 0))]
    steps = ("deliberated", "member", "tracked", "suspended", "tracked", "candidate", "used")

    for number, state in enumerate(steps, 1):
        day = BEGAN + timedelta(days=number)
        for row in rows:
            moved(row, state, day)
        told.append((state, day, (1, 1) if state in {"member", "tracked", "candidate"} else (0, 0)))

    assert [(state, day, counted(day)) for state, day, _ in told] == told


def test_what_is_no_step_moves_no_figure():
    who = person(where=unit())
    row = admit(actor=officer(), person_id=who.pk, on=BEGAN, notices=[SEEN], reason="多渠道印证")
    for state in ("deliberated", "member"):
        moved(row, state, BEGAN)
    before = counted(TODAY)

    plan(
        actor=officer(), membership_id=row.pk, action=NextAction.VISIT, action_on=TODAY,
        review_on=TODAY, reason="", today=TODAY,
    )  # fmt: skip

    assert before == counted(TODAY) == (0, 1)


def moved(row, state, on):
    row.refresh_from_db()
    if is_for_a_review(old=row.state, new=state):
        item = ReviewItem.objects.filter(membership=row).first() or ReviewItem.objects.create(
            review=Review.objects.create(title=f"会商{row.pk}", held_on=on),
            membership=row,
            added_by="样例",
        )
        move(actor=officer(), membership=row, state=state, on=on, reason="会商", item=item)
        return
    whose = {
        "actor": officer(),
        "membership_id": row.pk,
        "on": on,
        "reason": "部务会研究",
        "today": TODAY,
    }
    if state == "used":
        leave(exit_reason=ExitReason.APPOINTED, **whose)
    else:
        cause = SuspendCause.ILLNESS if state == "suspended" else SuspendCause.NONE
        change_state(state=MembershipState(state), cause=cause, **whose)
