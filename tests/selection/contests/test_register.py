"""Contests through their doors: weights, shortlists, marks that are never changed."""

from decimal import Decimal
from http import HTTPStatus
from threading import Barrier, Thread

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, enter, void
from qingmiao.selection.contests.models import Entry, Stage, StageMark
from qingmiao.selection.contests.register import CONTESTS, ENTRIES, MARKS, STAGES
from tests.factories.ground import errors_of, exported, judgements, send
from tests.factories.house import TODAY, officer, person, signed_in, unit
from tests.factories.selection import contest, entry, mark, stage

pytestmark = pytest.mark.django_db
STANDING = {"retracted_at__isnull": True}


def change(register, row, **values):
    return amend(
        actor=officer(),
        register=register,
        pk=row.pk,
        values=values,
        version=None,
        on=TODAY,
    )


def reasons(caught):
    return list(caught.value.reasons)


def test_weights_never_pass_one_hundred():
    of = contest()
    stage(of, 70)

    with pytest.raises(Refused) as no:
        enter(
            actor=officer(),
            register=STAGES,
            values={"contest": of, "name": "路演", "order": 2, "weight": Decimal(31)},
            on=TODAY,
        )

    assert reasons(no) == ["各环节权重合计为 101%，不得超过 100%"]


@pytest.mark.django_db(transaction=True)
def test_two_stages_at_once_never_pass_one_hundred_together():
    of = contest()
    start, refusals = Barrier(2), []

    def add(order):
        start.wait()
        try:
            enter(
                actor=officer(),
                register=STAGES,
                values={
                    "contest": of,
                    "name": f"第{order}轮",
                    "order": order,
                    "weight": Decimal(60),
                },
                on=TODAY,
            )
        except Refused as no:
            refusals.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=add, args=[order]) for order in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [("各环节权重合计为 120%，不得超过 100%",)]
    assert Stage.objects.count() == 1


def test_a_contest_is_not_judged_by_part_of_its_weights():
    of = contest(state="draft")
    stage(of, 40)

    with pytest.raises(Refused) as no:
        change(CONTESTS, of, state="final")

    assert reasons(no) == ["各环节权重合计为 40%，须为 100% 才能评审"]


def test_a_mark_is_not_amended(client):
    signed_in(client)
    row = mark(entry(), stage(contest()))

    answer = client.get(reverse("contests:mark-edit", args=[row.pk]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(Refused) as no:
        change(MARKS, row, mark=Decimal(99))
    assert reasons(no) == ["该记录只能作废后重新登记"]


def test_the_database_refuses_a_changed_mark():
    row = mark(entry(), stage(contest()))

    with pytest.raises(ProgrammingError, match="voided and entered anew"):
        StageMark.objects.filter(pk=row.pk).update(mark=Decimal(99))


def test_a_mark_is_voided_and_entered_anew():
    of = contest(state="judging")
    row = mark(entry(of), stage(of), "78")
    values = {
        "entry": row.entry,
        "stage": row.stage,
        "mark": Decimal(87),
        "decided_on": row.decided_on,
    }

    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=MARKS, values=values, on=TODAY)
    assert reasons(no) == ["该选手在这个环节已有成绩，更正须先作废原成绩"]

    void(actor=officer(), register=MARKS, pk=row.pk, reason="誊写颠倒", at=row.entered_at)
    enter(actor=officer(), register=MARKS, values=values, on=TODAY)

    assert list(StageMark.objects.standing().values_list("mark", flat=True)) == [Decimal(87)]


def test_a_changed_mark_is_an_error_at_the_preview(client):
    signed_in(client)
    of = contest(state="judging")
    mark(entry(of), stage(of), "78")
    content = exported(client, MARKS)
    [row] = StageMark.objects.all()
    void(actor=officer(), register=MARKS, pk=row.pk, reason="誊写颠倒", at=row.entered_at)
    mark(row.entry, row.stage, "87")

    batch = send(client, MARKS, content)

    assert judgements(batch) == [("error", "该记录只能作废后重新登记")]


def test_who_is_shortlisted_is_evidence_once_the_result_stands():
    of = contest("后备人选比拼", state="draft", shortlist_size=1)
    row = entry(of, state="ranked", place=1, total=Decimal(90))

    change(ENTRIES, row, is_shortlisted=True)
    assert not Evidence.objects.exists()

    change(CONTESTS, of, state="final")
    [claim] = Evidence.objects.filter(**STANDING)
    assert (claim.person, claim.dimension, claim.claim, claim.happened_on) == (
        row.person,
        "coordination",
        "后备人选比拼前3名入围",
        of.result_on,
    )

    row.refresh_from_db()
    change(ENTRIES, row, is_shortlisted=False)
    assert not Evidence.objects.filter(**STANDING).exists()


def test_a_voided_entry_takes_its_evidence_along():
    row = entry(contest(state="final"), state="ranked", place=1, total=Decimal(90))
    change(ENTRIES, row, is_shortlisted=True)

    void(actor=officer(), register=ENTRIES, pk=row.pk, reason="误登", at=row.entered_at)

    [claim] = Evidence.objects.all()
    assert claim.retract_reason == "误登"


def test_the_shortlist_has_an_end():
    of = contest(shortlist_size=1)
    entry(of, state="ranked", place=1, is_shortlisted=True)
    second = entry(of, state="ranked", place=2)

    with pytest.raises(Refused) as no:
        change(ENTRIES, second, is_shortlisted=True)

    assert reasons(no) == ["拟入围 1 人，名额已满"]


def test_a_total_is_what_the_marks_come_to():
    of = contest()
    first, second = stage(of, 40), stage(of, 60, order=2)
    row = entry(of)
    mark(row, first, "90")
    mark(row, second, "80")

    with pytest.raises(Refused) as no:
        change(ENTRIES, row, state="ranked", place=1, total=Decimal(86))

    assert reasons(no) == ["总成绩与各环节成绩按权重计算的 84 不符"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": 1, "is_shortlisted": True}, "只有已出成绩的选手可以入围"),
        ({"total": Decimal(101)}, "总成绩须在 0 到 100 之间"),
    ],
)
def test_constraints_speak(changes, sentence):
    row = entry()

    with pytest.raises(Refused) as no:
        change(ENTRIES, row, **changes)

    assert reasons(no) == [sentence]


def test_a_person_enters_a_contest_once_and_a_plate_is_worn_by_one(client):
    signed_in(client)
    taken = entry(plate_no=7)

    answer = client.post(
        reverse("contests:entry-new"),
        {
            "contest": f"#{taken.contest_id}",
            "person": f"#{taken.person_id}",
            "unit": taken.unit_id,
            "plate_no": 7,
            "entered_on": "2026-01-20",
            "state": "passed",
        },
    )

    assert errors_of(answer) == ["该号牌已被占用", "该同志已报名参加这次比武"]


def test_what_hangs_on_a_contest_holds_it():
    row = entry()
    stage(row.contest)

    with pytest.raises(Refused) as no:
        void(
            actor=officer(),
            register=CONTESTS,
            pk=row.contest_id,
            reason="误登",
            at=row.entered_at,
        )

    assert reasons(no) == [
        "名下还有 1 条环节，请先作废它们",
        "名下还有 1 条参赛，请先作废它们",
    ]


def test_the_secretary_of_a_contest_amends_an_entry_whose_person_lies_outside_the_own_units(client):
    row = entry(person=person("林若曦", where=unit()))
    signed_in(client, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, row.contest_id))
    form = client.get(reverse("contests:entry-edit", args=[row.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in values.items() if value not in (None, False)}

    answer = client.post(
        reverse("contests:entry-edit", args=[row.pk]),
        {
            **shown,
            "contest": f"#{row.contest_id}",
            "person": f"林若曦 #{row.person_id}",
            "plate_no": 9,
            "version": 1,
        },
    )

    assert answer.status_code == HTTPStatus.FOUND, errors_of(answer)
    row.refresh_from_db()
    assert row.plate_no == 9


def test_a_judge_sees_numbers_only(client):
    row = entry(contest(state="judging"), plate_no=7, person=person("林若曦", where=unit("茶山镇")))
    entry(row.contest, plate_no=8, state="withdrawn")
    entry(contest(), plate_no=3)
    signed_in(client, Role.JUDGE, matter=(ScopeKind.CONTEST, row.contest_id))

    answer = client.get(reverse("contests:plates", args=[row.contest_id]))

    assert [plate.number for plate in answer.context["plates"]] == [7]
    text = answer.content.decode()
    assert "林若曦" not in text
    assert "茶山镇" not in text
    assert client.get(reverse("contests:entry")).status_code == HTTPStatus.NOT_FOUND


def test_the_way_to_the_plates_stands_on_the_page_of_the_contest(client):
    of = contest(state="judging")
    signed_in(client, Role.JUDGE, matter=(ScopeKind.CONTEST, of.pk))

    answer = client.get(reverse("contests:contest-detail", args=[of.pk]))

    links = {link["url"] for link in answer.context["links"]}
    assert reverse("contests:plates", args=[of.pk]) in links
    assert answer.context["can"] == {"amend": False, "void": False}


def test_the_desk_reaches_judging_and_results_from_the_contest(client):
    of = contest(state="judging")
    signed_in(client)

    answer = client.get(reverse("contests:contest-detail", args=[of.pk]))

    links = [link["url"] for link in answer.context["links"]]
    for name in ("judging:console", "results:board"):
        assert reverse(name, args=[of.pk]) in links
        assert client.get(reverse(name, args=[of.pk])).status_code == HTTPStatus.OK


def test_a_judge_of_another_contest_sees_no_plates(client):
    row = entry(plate_no=7)
    signed_in(client, Role.JUDGE, matter=(ScopeKind.CONTEST, contest().pk))

    answer = client.get(reverse("contests:plates", args=[row.contest_id]))

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("register", [CONTESTS, STAGES, ENTRIES, MARKS])
def test_an_export_comes_back_unchanged(client, register):
    signed_in(client)
    of = contest(state="final")
    mark(entry(of, state="ranked", place=1), stage(of))

    batch = send(client, register, exported(client, register))

    assert [line.differences for line in batch.lines.all()] == [[]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        entry()

    with django_assert_num_queries(11):
        answer = client.get(reverse("contests:entry"))

    assert answer.context["total"] == rows
    assert Entry.objects.count() == rows


def test_old_rows_of_an_entry_are_kept_and_stay():
    row = entry(contest())
    change(ENTRIES, row, note="补交作品")
    change(ENTRIES, row, note="作品已收")
    history = Entry._meta.apps.get_model("contests", "EntryHistory").objects

    assert list(history.order_by("pgh_id").values_list("note", flat=True)) == [row.note, "补交作品"]
    for raw in ("UPDATE contests_entryhistory SET note = ''", "DELETE FROM contests_entryhistory"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(raw)
