"""作业和测验: handed in by the class, reviewed once, read by peers where allowed, and a condition of the certificate."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.cultivation.learning.contracts.quiz import Asked
from qingmiao.cultivation.learning.models import Assignment, Attempt, Quiz, QuizQuestion, Work
from qingmiao.cultivation.learning.rules.quiz import flaws_of_question, letters_of, score_of
from qingmiao.ledger.models import Entry
from tests.factories.cultivation import attendance, session, training_class
from tests.factories.ground import client_of, person

pytestmark = pytest.mark.django_db
NIGHT = {"due_at": "2026-06-30 18:00"}


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


@pytest.fixture
def learnt():
    """A finished class of two who were there throughout."""
    around = training_class("第1期", begins=date(2026, 6, 1), ends=date(2026, 6, 20))
    at = session(training_class=around, held_on=date(2026, 6, 10))
    there = person("甲学员"), person("乙学员")
    for who in there:
        attendance(who, session=at)
    return around, *there


def as_person(who):
    account = Account.objects.filter(person_id=who.pk).first()
    if account is None:
        return client_of(Role.CADRE, person=who)
    client = Client()
    client.force_login(account)
    return client


def at(name, *args):
    return reverse(f"learning:{name}", args=args)


def assignment(keeper, around, **changes):
    values = {
        "kind": "reflection",
        "title": "学习心得",
        "brief": "不少于 500 字",
        **NIGHT,
        **changes,
    }
    assert keeper.post(at("assignment-add", around.pk), values).status_code == 302
    return Assignment.objects.order_by("-pk").first()


def quiz(keeper, around, **changes):
    values = {
        "title": "结业测验", "opens_at": "2026-06-30 08:00", "closes_at": "2026-06-30 20:00",
        "pass_mark": "60", "attempts": "2", **changes,
    }  # fmt: skip
    assert keeper.post(at("quiz-add", around.pk), values).status_code == 302
    made = Quiz.objects.order_by("-pk").first()
    for kind, right in (("single", "B"), ("multiple", "A、C"), ("judgement", "A")):
        question = {"kind": kind, "text": f"{kind}题", "options": "一\n二\n三", "right": right}
        assert keeper.post(at("question-add", made.pk), question).status_code == 302
    return made


def ticked(made, *answers):
    return {
        f"q{each.pk}": answer
        for each, answer in zip(QuizQuestion.objects.filter(quiz=made), answers, strict=True)
    }


def test_a_work_is_handed_in_sent_back_and_passed_in_its_second_version(learnt):
    around, who, _other = learnt
    keeper, client = client_of(Role.OFFICER), as_person(who)
    row = assignment(keeper, around)

    assert client.post(at("hand-in", row.pk), {"text": "初稿"}).status_code == 302
    assert client.post(at("hand-in", row.pk), {"text": "又一稿"}).status_code == 422
    first = Work.objects.get()
    silent = keeper.post(at("work-review", first.pk), {"state": "returned", "remark": ""})
    assert silent.status_code == 422
    keeper.post(at("work-review", first.pk), {"state": "returned", "remark": "联系实际"})
    with time_machine.travel("2026-07-02 10:00+08:00", tick=False):
        client, keeper = as_person(who), client_of(Role.OFFICER)  # signed out over two nights
        file = SimpleUploadedFile("二稿.pdf", b"%PDF-1.7")
        client.post(at("hand-in", row.pk), {"text": "", "file": file})
        second = Work.objects.get(number=2)
        keeper.post(at("work-review", second.pk), {"state": "excellent", "remark": ""})
        page = client.get(at("assignment", row.pk)).content.decode()
        kept = client.get(at("work-file", second.pk))

    second.refresh_from_db()
    assert (second.state, second.is_late, second.reviewed_by != "") == ("excellent", True, True)
    assert "联系实际" in page
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(kept) == b"%PDF-1.7"
    assert Entry.objects.filter(deed__startswith="learning.work.").count() == 4


def test_a_first_version_after_the_day_is_refused_and_so_is_a_program(learnt):
    around, who, other = learnt
    row = assignment(client_of(Role.OFFICER), around)
    program = SimpleUploadedFile("心得.pdf", b"MZ\x90")

    disguised = as_person(who).post(at("hand-in", row.pk), {"text": "", "file": program})
    with time_machine.travel("2026-07-02 10:00+08:00", tick=False):
        late = as_person(other).post(at("hand-in", row.pk), {"text": "迟到"})

    assert "文件内容与扩展名不符" in disguised.content.decode()
    assert "截止" in late.content.decode()
    assert not Work.objects.exists()


def test_peers_read_what_passed_where_the_class_may_and_strangers_nothing(learnt):
    around, who, peer = learnt
    keeper = client_of(Role.OFFICER)
    shared = assignment(keeper, around, is_shared="on")
    closed = assignment(keeper, around, title="项目报告", kind="report")
    for row in (shared, closed):
        as_person(who).post(at("hand-in", row.pk), {"text": "正文"})
    open_work, closed_work = Work.objects.order_by("pk")

    early = as_person(peer).get(at("work", open_work.pk)).status_code
    for work in (open_work, closed_work):
        keeper.post(at("work-review", work.pk), {"state": "passed", "remark": ""})

    assert early == 404
    assert as_person(peer).get(at("work", open_work.pk)).status_code == 200
    assert as_person(peer).get(at("work", closed_work.pk)).status_code == 404
    assert as_person(person("外班")).get(at("assignment", shared.pk)).status_code == 404
    assert as_person(peer).get(at("work-review", open_work.pk)).status_code == 404


def test_a_test_is_marked_at_once_and_ends_with_passing_or_its_tries(learnt):
    around, who, other = learnt
    keeper, client = client_of(Role.OFFICER), as_person(who)
    made = quiz(keeper, around)

    client.post(at("quiz-take", made.pk), ticked(made, "1", ["0"], "1"))
    client.post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "1"))
    again = client.post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "0"))
    for _try in range(2):
        as_person(other).post(at("quiz-take", made.pk), ticked(made, "0", [], ""))
    spent = as_person(other).post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "0"))

    told = list(Attempt.objects.values_list("person", "number", "score", "is_passed"))
    assert told == [
        (who.pk, 1, 33, False), (who.pk, 2, 66, True),
        (other.pk, 1, 0, False), (other.pk, 2, 0, False),
    ]  # fmt: skip
    assert "已经合格" in again.content.decode()
    assert "可答次数已用完" in spent.content.decode()


def test_answers_are_shown_to_the_keeper_alone_and_nobody_sees_the_other(learnt):
    around, who, other = learnt
    keeper = client_of(Role.OFFICER)
    made = quiz(keeper, around)
    as_person(other).post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "0"))

    shown = as_person(who).get(at("quiz", made.pk))

    assert shown.context["questions"] == shown.context["standings"] == []
    assert "乙学员" not in shown.content.decode()
    assert [each.best for each in keeper.get(at("quiz", made.pk)).context["standings"]] == [100]


def test_questions_stand_once_somebody_has_answered(learnt):
    around, who, _other = learnt
    keeper = client_of(Role.OFFICER)
    made = quiz(keeper, around)
    as_person(who).post(at("quiz-take", made.pk), ticked(made, "1", [], ""))
    question = {"kind": "single", "text": "补题", "options": "一\n二", "right": "A"}

    added = keeper.post(at("question-add", made.pk), question)
    first = QuizQuestion.objects.first()
    withdrawn = keeper.post(at("question-withdraw", first.pk), {"reason": "出错"})

    assert (added.status_code, withdrawn.status_code) == (422, 422)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.objects.update(score=100)


def test_who_keeps_the_questions_does_not_sit_the_test(learnt):
    around, _who, _other = learnt
    keeper_too = person("班主任兼学员")
    attendance(keeper_too, session=around.sessions.get())
    client = client_of(Role.OFFICER, person=keeper_too)
    made = quiz(client, around)

    answer = client.post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "0"))

    assert answer.status_code == 422
    assert not Attempt.objects.exists()


def test_what_the_class_requires_stands_before_the_certificate(learnt):
    around, who, _other = learnt
    keeper = client_of(Role.OFFICER)
    row = assignment(keeper, around, is_required="on")
    made = quiz(keeper, around, is_required="on")
    as_person(who).post(at("hand-in", row.pk), {"text": "正文"})
    keeper.post(at("work-review", Work.objects.get().pk), {"state": "passed", "remark": ""})
    as_person(who).post(at("quiz-take", made.pk), ticked(made, "1", ["0", "2"], "0"))

    found = {
        each.name: each for each in keeper.get(at("graduates", around.pk)).context["graduates"]
    }

    assert found["甲学员"].assessment.verdict.value == "met"
    assert found["乙学员"].assessment.verdict.value == "not_met"
    reasons = "".join(each.because for each in found["乙学员"].assessment.findings)
    assert "尚未通过：学习心得、结业测验" in reasons


def test_one_work_waits_at_a_time_whoever_asks_the_database(learnt):
    around, who, _other = learnt
    row = assignment(client_of(Role.OFFICER), around)
    as_person(who).post(at("hand-in", row.pk), {"text": "正文"})

    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.create(
            assignment=row, person=who, number=2, text="又一稿", handed_at=row.due_at
        )


@pytest.mark.parametrize(
    ("asked", "flaws"),
    [
        pytest.param(("single", ("一", "二"), {1}), 0, id="sound"),
        pytest.param(("single", ("一", "二"), {0, 1}), 1, id="two answers to a single choice"),
        pytest.param(("multiple", ("一", "二"), {0, 2}), 1, id="an answer that is no option"),
        pytest.param(("judgement", ("正确",), {0}), 1, id="one option"),
        pytest.param(("multiple", ("一", "一"), {0}), 1, id="the same option twice"),
    ],
)
def test_what_a_question_must_say(asked, flaws):
    kind, options, right = asked
    question = Asked(kind=kind, options=options, right=frozenset(right))

    assert len(list(flaws_of_question(question))) == flaws


def test_half_an_answer_is_none():
    several = Asked(kind="multiple", options=("一", "二", "三"), right=frozenset({0, 2}))

    assert score_of([(1, several)], {1: {0}}) == 0
    assert score_of([(1, several), (2, several)], {1: {0, 2}}) == 50
    assert letters_of("a、C") == {0, 2}
