"""Pairs and their talks through the doors; what is said never leaves."""

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.ledger.models import Entry
from qingmiao.placement.mentoring.models import MentorTalk
from qingmiao.placement.mentoring.register import MENTORSHIPS, TALKS
from tests.factories.ground import (
    client_of,
    errors_of,
    exported,
    judgements,
    person,
    send,
)
from tests.factories.placement import mentorship, posting, talk

pytestmark = pytest.mark.django_db
SECRET = "与班子成员有分歧怎么办"


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def paired(mentee, mentor, **changes):
    return {
        "mentee": f"#{mentee.pk}", "mentor": f"#{mentor.pk}", "posting": "", "begins": "2025-03-01",
        "ends": "", "goals": "", "state": "active", **changes,
    }  # fmt: skip


def talked(pair, **changes):
    return {
        "mentorship": f"#{pair.pk}", "held_on": "2025-04-01", "question": SECRET,
        "advice": "先当面谈", **changes,
    }  # fmt: skip


def test_nobody_mentors_oneself(officer_client):
    who = person()

    answer = officer_client.post(reverse("mentoring:mentorship-new"), paired(who, who))

    assert errors_of(answer) == ["导师不得为本人"]


def test_a_pair_is_active_once(officer_client):
    pair = mentorship()

    answer = officer_client.post(
        reverse("mentoring:mentorship-new"), paired(pair.mentee, pair.mentor)
    )

    assert errors_of(answer) == ["这一对已在帮带中"]


def test_a_pair_may_hang_on_the_mentees_own_posting_only(officer_client):
    mine, other = posting(), posting()
    url = reverse("mentoring:mentorship-new")

    refused = officer_client.post(url, paired(mine.person, person(), posting=f"#{other.pk}"))
    taken = officer_client.post(url, paired(mine.person, person(), posting=f"#{mine.pk}"))

    assert errors_of(refused) == ["所选的选派不是帮带对象本人的选派"]
    assert taken.status_code == 302


def test_the_mentor_writes_the_mentee_confirms_and_only_the_fact_is_evidence():
    pair = mentorship(mentor=person("老张"))
    mentor, mentee = (
        client_of(Role.MENTOR, person=pair.mentor), client_of(Role.CADRE, person=pair.mentee)
    )  # fmt: skip

    mentor.post(reverse("mentoring:talk-new"), talked(pair))
    [row] = MentorTalk.objects.all()
    assert not Evidence.objects.exists()
    detail = reverse("mentoring:talk-detail", args=[row.pk])
    [action] = mentee.get(detail).context["extra_actions"]
    assert not mentor.get(detail).context["extra_actions"]
    answer = mentee.post(action["url"])

    assert (answer.status_code, answer.url) == (302, detail)
    [claim] = Evidence.objects.all()
    assert (claim.person, claim.source_person, claim.claim) == (
        pair.mentee, pair.mentor, "与导师老张谈话一次，双方确认",
    )  # fmt: skip
    assert not mentee.get(detail).context["extra_actions"]


def test_what_is_said_is_nowhere_in_the_ledger():
    pair = mentorship()
    mentor = client_of(Role.MENTOR, person=pair.mentor)
    mentor.post(reverse("mentoring:talk-new"), talked(pair))
    [row] = MentorTalk.objects.all()
    client_of(Role.CADRE, person=pair.mentee).post(reverse("mentoring:talk-confirm", args=[row.pk]))
    client_of(Role.OFFICER).post(
        reverse("mentoring:talk-void", args=[row.pk]), {"reason": "记错日期"}
    )

    told = [f"{entry.sentence}{entry.detail}" for entry in Entry.objects.all()]
    assert len(told) == 5  # entered, contributed, confirmed, retracted, voided
    assert not [line for line in told if SECRET[:6] in line]
    assert not [claim for claim in Evidence.objects.all() if SECRET[:6] in claim.claim]


def test_a_mentor_does_not_confirm_the_own_talk():
    pair = mentorship()
    mentor = client_of(Role.MENTOR, person=pair.mentor)

    mentor.post(reverse("mentoring:talk-new"), talked(pair, is_confirmed="1"))

    [own] = MentorTalk.objects.all()
    assert not own.is_confirmed
    assert mentor.post(reverse("mentoring:talk-confirm", args=[own.pk])).status_code == 404
    assert not Evidence.objects.exists()


def test_the_department_enters_what_was_confirmed_on_paper(officer_client):
    officer_client.post(reverse("mentoring:talk-new"), talked(mentorship(), is_confirmed="1"))

    assert [claim.source_kind for claim in Evidence.objects.all()] == ["mentor"]


def test_a_talk_is_not_amended():
    row = talk()

    answer = client_of(Role.OFFICER).get(reverse("mentoring:talk-edit", args=[row.pk]))

    assert answer.status_code == 404


def test_a_pair_with_talks_is_not_voided(officer_client):
    pair = talk().mentorship

    answer = officer_client.post(
        reverse("mentoring:mentorship-void", args=[pair.pk]), {"reason": "重复"}
    )

    assert errors_of(answer) == ["名下还有 1 条帮带谈话，请先作废它们"]


def test_a_unit_sees_that_they_talked_and_not_what_about():
    pair = talk(question=SECRET).mentorship
    client = client_of(Role.UNIT_SECRETARY, at=pair.mentee.unit)

    listed = client.get(reverse("mentoring:mentorship"))
    page = client.get(reverse("mentoring:mentorship-detail", args=[pair.pk]))

    assert "2025.04.01" in [cell.text for cell in listed.context["lines"][0].cells]
    assert page.context["parts"] == []
    assert SECRET not in page.content.decode()
    assert client.get(reverse("mentoring:talk")).status_code == 404


def test_the_pair_and_the_department_read_the_talk_on_the_pairs_page(officer_client):
    pair = talk(question=SECRET).mentorship
    url = reverse("mentoring:mentorship-detail", args=[pair.pk])

    for client in (officer_client, client_of(Role.MENTOR, person=pair.mentor)):
        assert SECRET in client.get(url).content.decode()


@pytest.mark.parametrize("register", [MENTORSHIPS, TALKS])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    talk(mentorship(person("李明"), person("老张")))
    who = person("王芳")
    talk(
        mentorship(who, person("老赵"), posting=posting(who), state="finished", ends="2025-12-31"),
        is_confirmed=True,
    )

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("register", "questions"), [(MENTORSHIPS, 8), (TALKS, 6)])
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        talk()

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows
