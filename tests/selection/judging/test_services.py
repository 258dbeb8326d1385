"""What is done in judging, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, KinTie, RoleGrant
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as Deed
from qingmiao.notices.models import Notice
from qingmiao.people.dossiers.models import Education
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.judging.models import Assignment, Conflict, Judge, Score, Sheet
from qingmiao.selection.judging.queries import marks_of, missing_of
from qingmiao.selection.judging.queries.console import shortages_of
from qingmiao.selection.judging.queries.sheet import bound_text, others_of
from qingmiao.selection.judging.rules.commitment import holds
from qingmiao.selection.judging.services.assignment import assign_stage, recuse
from qingmiao.selection.judging.services.conflict import (
    accept_conflict,
    check_conflicts,
    declare_conflict,
    lift_conflict,
    object_to_judge,
)
from qingmiao.selection.judging.services.correction import ask_correction, decide_correction
from qingmiao.selection.judging.services.judge import (
    answer_invitation,
    invite_judge,
    remove_judge,
)
from qingmiao.selection.judging.services.paper import confirm_paper, key_paper, return_paper
from qingmiao.selection.judging.services.sheet import keep_marks, sign_sheet
from qingmiao.selection.judging.services.sitting import open_sitting, seal_sitting
from tests.factories import house, judging

pytestmark = pytest.mark.django_db
ON = house.TODAY


def secretary(place, account_id=900):
    made = house.actor(
        Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk), name="秘书"
    )
    return replace(made, account_id=account_id)


def supervisor(place):
    made = house.actor(
        Role.CONTEST_SUPERVISOR, matter=(ScopeKind.CONTEST, place.contest.pk), name="监督"
    )
    return replace(made, account_id=901)


def typed(place, *values):
    return {c.pk: value for c, value in zip(place.criteria, values, strict=True)}


def reasons_of(no):
    return list(no.value.reasons)


# ---------------------------------------------------------------- judges
def invite(place, at, **changes):
    return invite_judge(
        **{
            "actor": secretary(place), "contest_id": place.contest.pk, "group_id": place.group.pk,
            "person_id": None, "name": "陈教授", "work_text": "省委党校", "on": ON, "at": at,
            **changes,
        }
    )  # fmt: skip


def test_an_expert_is_invited_with_an_account_of_the_own(place, at):
    judge, password = invite(place, at)

    account = Account.objects.get(pk=judge.account_id)
    assert account.check_password(password)
    assert judge.label == "J06"
    assert [grant.role for grant in account.grants.all()] == ["judge"]
    assert Notice.objects.filter(account=account, kind="judging.judge.invited").exists()


def test_a_cadre_is_invited_and_conflicts_are_known_at_once(place, at):
    cadre = house.person("评委甲", where=place.entries[0].person.unit)
    house.account(who=cadre)
    judge, password = invite(place, at, person_id=cadre.pk, actor=house.officer())

    [found] = judge.conflicts.all()
    assert (password, found.kind, found.severity, found.entry) == (
        "", "same_unit", "hard", place.entries[0],
    )  # fmt: skip


def test_an_invitation_tells_every_reason(place, at):
    Contest.objects.filter(pk=place.contest.pk).update(state="archived", result_on=ON)

    with pytest.raises(Refused) as no:
        invite(place, at, name="", group_id=0)

    assert len(reasons_of(no)) == 3


def test_the_invited_answers_once_and_declining_ends_the_role(place, at):
    judge, _password = invite(place, at)
    me = judging.acting(judge)
    answer_invitation(actor=me, judge_id=judge.pk, accepts=False, reason="出差", on=ON, at=at)

    judge.refresh_from_db()
    assert judge.state == "declined"
    assert RoleGrant.objects.get(pk=judge.grant_id).ends == ON
    with pytest.raises(Refused):
        answer_invitation(actor=me, judge_id=judge.pk, accepts=True, reason="", on=ON, at=at)
    with pytest.raises(Forbidden):
        answer_invitation(
            actor=judging.acting(place.judges[0]), judge_id=judge.pk, accepts=True, reason="",
            on=ON, at=at,
        )  # fmt: skip


def test_a_judge_who_leaves_keeps_what_is_signed_and_the_rest_is_missing_or_taken(place, rows, at):
    first = next(row for row in rows if row.judge == place.judges[0])
    judging.sheet(first, "80", "80")
    spare = judging.judge(place)

    judge, taken = remove_judge(
        actor=secretary(place), judge_id=place.judges[0].pk, reason="病休", on=ON, at=at
    )

    states = set(judge.assignments.values_list("state", "sheet__state"))
    assert states == {("assigned", "signed"), ("dropped", None)}
    assert taken == 1  # the spare judge takes the plate that lost one; the signed one is whole
    assert spare.assignments.count() == 1
    assert len(marks_of(contest_id=place.contest.pk)) == 2


def test_an_alarm_sounds_when_a_stage_can_no_longer_be_completed(place, rows, at):
    remove_judge(actor=secretary(place), judge_id=place.judges[0].pk, reason="病休", on=ON, at=at)

    found = shortages_of(contest_id=place.contest.pk)
    assert [(each.plate, each.possible, each.is_final) for each in found] == [
        (1, 4, True),
        (2, 4, True),
    ]


def test_the_alarm_reaches_the_desk_and_goes_when_help_comes(place, rows, at):
    desk = house.account()
    house.grant(desk, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))
    recuse(
        actor=judging.acting(place.judges[0]), assignment_id=rows[0].pk, kind="mentor",
        reason="曾是导师", at=at,
    )  # fmt: skip
    alarm = Notice.objects.filter(account=desk, kind="judging.stage.short")
    assert alarm.filter(settled_at__isnull=True).count() == 1

    judging.judge(place)
    check_conflicts(actor=secretary(place), contest_id=place.contest.pk, on=ON, at=at)
    assign_stage(
        actor=secretary(place), stage_id=place.stage.pk, each=5,
        entry_ids=[entry.pk for entry in place.entries], on=ON, at=at,
    )  # fmt: skip
    assert alarm.filter(settled_at__isnull=True).count() == 0


# ---------------------------------------------------------------- conflicts
def test_conflicts_follow_the_dossiers_and_free_what_is_unsigned(place, at):
    cadre = house.person("评委甲")
    judge = judging.judge(place, person=cadre, name=cadre.name)
    row = judging.assignment(judge, place.entries[0], place.stage)
    tie = KinTie.objects.create(
        person_id=cadre.pk, kin_id=place.entries[0].person_id, relation="舅甥"
    )

    assert check_conflicts(actor=secretary(place), contest_id=place.contest.pk, on=ON, at=at) == 1
    row.refresh_from_db()
    [found] = judge.conflicts.all()
    assert (row.state, found.kind, found.rows[0]["id"]) == ("recused", "kin", tie.pk)

    tie.delete()
    assert check_conflicts(actor=secretary(place), contest_id=place.contest.pk, on=ON, at=at) == 0
    found.refresh_from_db()
    assert found.lifted_at is not None


def test_a_soft_conflict_waits_for_somebody_s_name(place, at):
    judge = place.judges[0]
    soft = judging.conflict(judge, place.entries[0], severity="soft", kind="former_unit",
                            origin="desk")  # fmt: skip

    def assigned():
        assign_stage(
            actor=secretary(place), stage_id=place.stage.pk, each=None,
            entry_ids=[place.entries[0].pk], on=ON, at=at,
        )  # fmt: skip
        return judge.assignments.count()

    assert assigned() == 0
    with pytest.raises(Refused):
        accept_conflict(actor=secretary(place), conflict_id=soft.pk, reason=" ", at=at)
    accept_conflict(actor=secretary(place), conflict_id=soft.pk, reason="共事不足一月", at=at)
    assert assigned() == 1


def test_a_hard_one_is_never_accepted_and_a_dossier_s_never_lifted(place, at):
    hard = judging.conflict(place.judges[0], place.entries[0])

    with pytest.raises(Refused, match="不能接受"):
        accept_conflict(actor=secretary(place), conflict_id=hard.pk, reason="无妨", at=at)
    with pytest.raises(Refused, match="更正档案"):
        lift_conflict(actor=secretary(place), conflict_id=hard.pk, reason="无妨", at=at)


def test_nobody_decides_on_a_conflict_about_oneself_or_kin(place, at):
    soft = judging.conflict(place.judges[0], place.entries[0], severity="soft", origin="desk")
    kin = replace(secretary(place), kin_ids=frozenset({place.entries[0].person_id}))

    with pytest.raises(Forbidden):
        accept_conflict(actor=kin, conflict_id=soft.pk, reason="无妨", at=at)


def test_desk_and_contestant_declare(place, rows, at):
    declare_conflict(
        actor=secretary(place), judge_id=place.judges[0].pk, entry_id=place.entries[0].pk,
        kind="mentor", because="帮带师徒", on=ON, at=at,
    )  # fmt: skip
    me = house.actor(Role.CADRE, who=place.entries[1].person)
    object_to_judge(
        actor=me, entry_id=place.entries[1].pk, judge_id=place.judges[1].pk, kind="other",
        because="有借贷纠纷", on=ON, at=at,
    )  # fmt: skip

    assert set(Conflict.objects.values_list("origin", flat=True)) == {"desk", "contestant"}
    assert Assignment.objects.filter(state="recused").count() == 2
    with pytest.raises(Forbidden):
        object_to_judge(
            actor=me, entry_id=place.entries[0].pk, judge_id=place.judges[1].pk, kind="other",
            because="不是我", on=ON, at=at,
        )  # fmt: skip


# ---------------------------------------------------------------- assigning, opening, sealing
def test_assigning_refuses_too_few_and_foreign_plates(place, at):
    other = judging.arena(entries=1, judges=0)

    with pytest.raises(Refused) as no:
        assign_stage(
            actor=secretary(place), stage_id=place.stage.pk, each=3,
            entry_ids=[other.entries[0].pk], on=ON, at=at,
        )  # fmt: skip

    assert len(reasons_of(no)) == 2


def test_opening_needs_enough_judges(place, at):
    Judge.objects.filter(pk=place.judges[0].pk).update(state="invited")
    assign_stage(
        actor=secretary(place), stage_id=place.stage.pk, each=None,
        entry_ids=[entry.pk for entry in place.entries], on=ON, at=at,
    )  # fmt: skip

    with pytest.raises(Refused) as no:
        open_sitting(actor=secretary(place), stage_id=place.stage.pk)

    assert len(reasons_of(no)) == 2


def test_sealing_with_missing_sheets_says_why_and_is_for_good(place, rows, at):
    with pytest.raises(Refused, match="还有 10 份"):
        seal_sitting(actor=secretary(place), stage_id=place.stage.pk, reason="", at=at)
    seal_sitting(actor=secretary(place), stage_id=place.stage.pk, reason="停电改期", at=at)

    with pytest.raises(Refused, match="封存"):
        seal_sitting(actor=secretary(place), stage_id=place.stage.pk, reason="再来", at=at)
    with pytest.raises(Refused, match="封存"):
        sign_sheet(
            actor=judging.acting(place.judges[0]), assignment_id=rows[0].pk,
            typed=typed(place, "80", "80"),
        )  # fmt: skip


# ---------------------------------------------------------------- the pad
def test_a_sheet_is_signed_once_and_bound(place, rows):
    me = judging.acting(place.judges[0])
    sheet = sign_sheet(actor=me, assignment_id=rows[0].pk, typed=typed(place, "88.5", "90"))

    assert holds(bound_text(sheet), sheet.commitment)
    deed = Deed.objects.get(deed="judging.sheet.signed")
    assert deed.detail["commitment"] == sheet.commitment
    assert "88.5" not in str(deed.detail) + deed.sentence
    with pytest.raises(Refused, match="已经签名"):
        sign_sheet(actor=me, assignment_id=rows[0].pk, typed=typed(place, "99", "99"))
    with pytest.raises(Refused, match="已经签名"):
        keep_marks(actor=me, assignment_id=rows[0].pk, typed=typed(place, "1", "1"), sequence=9)


def test_a_bad_sheet_leaves_nothing(place, rows):
    with pytest.raises(Refused) as no:
        sign_sheet(
            actor=judging.acting(place.judges[0]), assignment_id=rows[0].pk,
            typed=typed(place, "101", ""),
        )  # fmt: skip

    assert len(reasons_of(no)) == 2
    assert not Score.objects.exists()
    assert not Sheet.objects.exists()


def test_nobody_signs_for_another(place, rows):
    for who in (judging.acting(place.judges[1]), house.officer(), secretary(place)):
        with pytest.raises(Forbidden):
            sign_sheet(actor=who, assignment_id=rows[0].pk, typed=typed(place, "8", "8"))


def test_the_later_press_wins_whatever_comes_last(place, rows):
    me = judging.acting(place.judges[0])
    first, second = place.criteria

    keep_marks(actor=me, assignment_id=rows[0].pk, typed={first.pk: "80"}, sequence=2)
    stands = keep_marks(actor=me, assignment_id=rows[0].pk, typed={first.pk: "8"}, sequence=1)
    keep_marks(actor=me, assignment_id=rows[0].pk, typed={second.pk: "70"}, sequence=1)
    last = keep_marks(actor=me, assignment_id=rows[0].pk, typed={first.pk: "81"}, sequence=None)

    kept = dict(rows[0].sheet.drafts.values_list("criterion__name", "text"))
    assert (stands, last, kept) == (2, 3, {"策划": "81", "表达": "70"})


def test_a_recused_judge_signs_no_more_and_is_not_asked_again(place, rows, at):
    me = judging.acting(place.judges[0])
    recuse(actor=me, assignment_id=rows[0].pk, kind="other", reason="有利害关系", at=at)

    with pytest.raises(Refused, match="已回避"):
        sign_sheet(actor=me, assignment_id=rows[0].pk, typed=typed(place, "8", "8"))
    assign_stage(
        actor=secretary(place), stage_id=place.stage.pk, each=None,
        entry_ids=[entry.pk for entry in place.entries], on=ON, at=at,
    )  # fmt: skip
    standing = place.judges[0].assignments.filter(state="assigned")
    assert [row.entry for row in standing] == [place.entries[1]]


def test_recusing_says_why_and_not_after_signing(place, rows, at):
    me = judging.acting(place.judges[0])
    with pytest.raises(Refused) as no:
        recuse(actor=me, assignment_id=rows[0].pk, kind="?", reason="", at=at)
    assert len(reasons_of(no)) == 2

    judging.sheet(rows[0], "80", "80")
    with pytest.raises(Refused, match="已经签名"):
        recuse(actor=me, assignment_id=rows[0].pk, kind="other", reason="晚了", at=at)


def test_others_marks_open_with_one_s_own_and_in_blind_stages_with_the_seal(place, at):
    open_place = judging.arena(entries=1, judges=2, is_blind=False)
    mine, theirs = judging.everybody(open_place)
    judging.sheet(theirs, "70", "70")
    me = judging.acting(open_place.judges[0])
    assert others_of(actor=me, row=Assignment.objects.get(pk=mine.pk)) is None
    judging.sheet(mine, "80", "80")
    [(label, scores)] = others_of(actor=me, row=Assignment.objects.get(pk=mine.pk))
    assert (label, [str(score.value) for score in scores]) == ("J02", ["70.00", "70.00"])

    blind = judging.everybody(place)
    for row in blind:
        judging.sheet(row, "80", "80")
    judge = judging.acting(place.judges[0])
    assert others_of(actor=judge, row=Assignment.objects.get(pk=blind[0].pk)) is None
    seal_sitting(actor=secretary(place), stage_id=place.stage.pk, reason="", at=at)
    assert len(others_of(actor=judge, row=Assignment.objects.get(pk=blind[0].pk))) == 4


# ---------------------------------------------------------------- paper and corrections
def test_paper_counts_when_a_second_person_has_confirmed_it(place, rows):
    one, two = secretary(place), supervisor(place)
    key_paper(actor=one, assignment_id=rows[0].pk, typed=typed(place, "80", "75.5"))

    assert marks_of(contest_id=place.contest.pk) == []
    assert missing_of(contest_id=place.contest.pk)[0].state == "keyed"
    with pytest.raises(Refused, match="不能复核"):
        confirm_paper(actor=one, assignment_id=rows[0].pk)
    with pytest.raises(Refused, match="哪里"):
        return_paper(actor=two, assignment_id=rows[0].pk, reason="")
    return_paper(actor=two, assignment_id=rows[0].pk, reason="表达应为 76")
    key_paper(actor=one, assignment_id=rows[0].pk, typed=typed(place, "80", "76"))
    with pytest.raises(Refused, match="正待复核"):
        key_paper(actor=one, assignment_id=rows[0].pk, typed=typed(place, "80", "99"))
    with pytest.raises(Refused, match="纸质"):
        sign_sheet(
            actor=judging.acting(place.judges[0]), assignment_id=rows[0].pk,
            typed=typed(place, "1", "1"),
        )  # fmt: skip
    sheet = confirm_paper(actor=two, assignment_id=rows[0].pk)

    assert [str(mark.score) for mark in marks_of(contest_id=place.contest.pk)] == ["80.00", "76.00"]
    assert (sheet.keyed_by, sheet.confirmed_by) == ("秘书", "监督")
    with pytest.raises(Refused):
        confirm_paper(actor=two, assignment_id=rows[0].pk)


def test_a_correction_stands_beside_the_mark_and_needs_a_second_name(place, rows, at):
    judging.sheet(rows[0], "80", "70")
    me = judging.acting(place.judges[0])
    asked = ask_correction(
        actor=me, assignment_id=rows[0].pk, criterion_id=place.criteria[1].pk, typed="75",
        reason="写反了",
    )  # fmt: skip

    with pytest.raises(Forbidden):
        decide_correction(actor=me, correction_id=asked.pk, agrees=True, answer="", at=at)
    decide_correction(actor=secretary(place), correction_id=asked.pk, agrees=True, answer="", at=at)

    versions = Score.objects.filter(criterion=place.criteria[1]).values_list("version", "value")
    assert [(number, int(value)) for number, value in versions] == [(1, 70), (2, 75)]
    assert holds(bound_text(rows[0].sheet), rows[0].sheet.commitment) is False  # a made-up one
    with pytest.raises(Refused, match="已经复签"):
        decide_correction(
            actor=secretary(place), correction_id=asked.pk, agrees=True, answer="", at=at
        )


def test_a_correction_is_refused_with_reasons(place, rows, at):
    with pytest.raises(Refused, match="签名之后"):
        ask_correction(
            actor=secretary(place), assignment_id=rows[0].pk, criterion_id=0, typed="75",
            reason="",
        )  # fmt: skip
    judging.sheet(rows[0], "80", "70")
    first, second = place.criteria
    for criterion, text, said in (
        (first.pk, "80", "相同"),
        (first.pk, "一百", "数字"),
        (second.pk, "", "还没有评分"),
        (second.pk, "101", "之间"),
    ):
        with pytest.raises(Refused, match=said):
            ask_correction(
                actor=secretary(place), assignment_id=rows[0].pk, criterion_id=criterion,
                typed=text, reason="核对",
            )  # fmt: skip
    asked = ask_correction(
        actor=secretary(place), assignment_id=rows[0].pk, criterion_id=first.pk, typed="81",
        reason="核对",
    )  # fmt: skip
    with pytest.raises(Forbidden):
        decide_correction(
            actor=secretary(place), correction_id=asked.pk, agrees=True, answer="", at=at
        )
    with pytest.raises(Refused, match="意见"):
        decide_correction(
            actor=supervisor(place), correction_id=asked.pk, agrees=False, answer="", at=at
        )
    decide_correction(
        actor=supervisor(place), correction_id=asked.pk, agrees=False, answer="纸质无误", at=at
    )
    assert Score.objects.count() == 2


def test_who_studied_together_is_found_in_the_dossiers(place, at):
    judge, entry = place.judges[0], place.entries[0]
    judge.person = house.person("评委本人")
    judge.save()
    for person in (judge.person, entry.person):
        Education.objects.create(
            person=person, mode="2", schooling="1B", school="省委党校", begins=date(2020, 9, 1),
            ends=date(2023, 7, 1),
        )  # fmt: skip

    check_conflicts(actor=secretary(place), contest_id=place.contest.pk, on=ON, at=at)

    found = Conflict.objects.get(judge=judge, entry=entry, kind="schoolmate")
    assert (found.severity, found.because) == ("soft", "2020.09至2023.07同在省委党校学习")
    assert len(found.rows) == 2
