"""推荐资格 as a table of cases, exemptions by name, wishes under seal."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.rulebook.library import regulation
from qingmiao.selection.nominations.contracts import EligibilityFacts, Question, WishText
from qingmiao.selection.nominations.enums import Step
from qingmiao.selection.nominations.models import Wish
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.rules.eligibility import ELIGIBILITY, row_of
from qingmiao.selection.nominations.rules.form import steps_of
from qingmiao.selection.nominations.services.draft import keep_draft, submit_draft
from qingmiao.selection.nominations.services.exemption import ask_exemption, decide_exemption
from qingmiao.selection.nominations.services.nomination import accept_nomination
from qingmiao.selection.nominations.services.wish import read_wish, write_wish
from tests.factories.house import actor, officer
from tests.selection.nominations.conftest import AT, ON, begun, sheet, submitted

FACTS = EligibilityFacts(
    on=date(2026, 3, 10), category="", birth=date(1989, 4, 1), sex="1", ethnicity="汉族",
    standing="in_service", standing_label="现职", level="142", level_label="副科级", rank="",
    rank_label="无职级", post="副局长", post_since=date(2025, 9, 1), political_face="01",
    political_label="中共党员", schooling="21", schooling_label="大学",
    appraisals=((2025, "2", "称职"), (2024, "1", "优秀"), (2023, "2", "称职")),
)  # fmt: skip


def verdicts(**changes):
    facts = replace(FACTS, **changes)
    found = ELIGIBILITY.assess(facts, articles=regulation(ELIGIBILITY.regulation).on(facts.on))
    return {each.provision: each.verdict.value for each in found.findings}


@pytest.mark.parametrize(
    ("changes", "provision", "verdict"),
    [
        pytest.param({}, "age_limit", "met", id="36 years old"),
        pytest.param(
            {"category": "young", "birth": date(1988, 4, 1)}, "age_limit", "met",
            id="37 until the month before the birthday month",
        ),
        pytest.param(
            {"category": "young", "birth": date(1988, 3, 1)}, "age_limit", "not_met",
            id="38 from the birthday month on",
        ),
        pytest.param(
            {"category": "women", "birth": date(1980, 1, 1)}, "age_limit", "met",
            id="the age is asked of young cadres only",
        ),
        pytest.param({"standing": "transferred"}, "in_service", "not_met", id="left"),
        pytest.param({"level": "132"}, "levels", "not_met", id="above the range"),
        pytest.param({"rank": "r4"}, "ranks", "not_met", id="rank above the range"),
        pytest.param({"post_since": date(2025, 10, 31)}, "months_in_post", "not_met", id="5 months"),
        pytest.param({"post_since": date(2025, 9, 30)}, "months_in_post", "met", id="6 months"),
        pytest.param({"post_since": None}, "months_in_post", "unknown", id="post not dated"),
        pytest.param({"schooling": "37"}, "schooling", "not_met", id="high school"),
        pytest.param(
            {"appraisals": ((2025, "3", "基本称职"),)}, "appraisals", "not_met",
            id="a bad year speaks before a missing one",
        ),
        pytest.param({"appraisals": ()}, "appraisals", "unknown", id="no appraisal on file"),
        pytest.param(
            {"appraisals": ((2022, "3", "基本称职"), *FACTS.appraisals)}, "appraisals", "met",
            id="the fourth year back no longer counts",
        ),
        pytest.param({"category": "non_party"}, "party_faces", "not_met", id="member, not outside"),
        pytest.param({"category": "women"}, "category", "not_met", id="a man among women"),
        pytest.param({"category": "women", "sex": "2"}, "category", "met", id="a woman"),
        pytest.param({"ethnicity": "苗族", "birth": date(1970, 1, 1)}, "category", "met",
                     id="one of the four is enough"),
        pytest.param({"birth": date(1970, 1, 1)}, "category", "not_met", id="none of the four"),
        pytest.param({"category": "other"}, "category", "unknown", id="a category of one's own"),
    ],
)  # fmt: skip
def test_the_articles(changes, provision, verdict):
    assert verdicts(**changes)[provision] == verdict


def test_every_finding_names_its_article_and_its_row():
    found = ELIGIBILITY.assess(
        FACTS, articles=regulation(ELIGIBILITY.regulation).on(FACTS.on)
    ).findings

    assert [each.provision for each in found] == list(verdicts())
    for each in found:
        row, tab = row_of(each.provision, FACTS)
        assert each.source in each.because
        assert row
        assert tab in {"growth", "resume", "study", "record"}


QUESTIONS = st.lists(
    st.builds(
        Question,
        id=st.integers(1, 9),
        step=st.sampled_from(["nominee", "merits", "referees", "extra"]),
        label=st.just("问"),
        hint=st.just(""),
        kind=st.just("text"),
        options=st.just(()),
        is_required=st.booleans(),
    )
)


@given(
    route=st.sampled_from(["organization", "self"]),
    least=st.integers(0, 5),
    wishes=st.booleans(),
    questions=QUESTIONS,
)
def test_a_form_has_at_most_six_steps_in_their_order(route, least, wishes, questions):
    steps = steps_of(route=route, referees_at_least=least, asks_wishes=wishes, questions=questions)

    assert len(steps) <= 6
    assert [*steps] == [step for step in Step if step in steps]
    assert (steps[0], steps[1], steps[-1]) == (Step.NOMINEE, Step.MERITS, Step.CHECK)
    assert {question.step for question in questions} <= {*steps}


@pytest.fixture
def held_back(town):
    """A draft whose person is too short in the post."""
    town.cadre.post_since = date(2026, 1, 1)
    town.cadre.save()
    draft = begun(town.secretary, town.notice, unit=town.unit)
    return keep_draft(
        actor=town.secretary, draft_id=draft.pk, typed={}, person_id=town.cadre.pk, at=AT
    )


def ask(by, draft, provision="months_in_post", reason="组织急需"):
    return ask_exemption(actor=by, draft_id=draft.pk, provision=provision, reason=reason, on=ON)


def another_officer():
    made = officer()
    return type(made)(account_id=7, name="周干事", grants=made.grants)


@pytest.mark.django_db
def test_an_exemption_is_by_name_article_and_reason_and_approved_by_somebody_else(town, held_back):
    with pytest.raises(Refused) as no:
        submit_draft(
            actor=town.secretary, draft_id=held_back.pk, sheet=sheet(town.cadre), on=ON, at=AT
        )
    asked = ask(town.secretary, held_back)
    with pytest.raises(Refused) as own:
        decide_exemption(actor=officer(), exemption_id=asked.pk, approved=True, note=" ", on=ON)
    decide_exemption(
        actor=another_officer(), exemption_id=asked.pk, approved=True, note="部务会同意", on=ON
    )
    row = submit_draft(
        actor=town.secretary, draft_id=held_back.pk, sheet=sheet(town.cadre), on=ON, at=AT
    )

    assert no.value.reasons == (
        "任现职 2 个月，须满 6 个月（本区干部推荐办法（条号待核））（条文待核）",
    )
    assert own.value.reasons == (
        "申请人不能批准自己申请的破格",
        "请写明批准或不批准的理由",
    )
    [told] = [one for one in row.assessment["findings"] if one["exempted"]]
    assert (told["provision"], told["exempted"]) == ("months_in_post", "周干事：部务会同意")


@pytest.mark.django_db
def test_what_is_kept_of_an_assessment_is_written_in_chinese_whoever_submits(town):
    with translation.override("en"):
        row = submitted(town.secretary, town.notice, town.cadre, unit=town.unit)
        accepted = accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)
    kept = {one["provision"]: one for one in row.assessment["findings"]}
    told = Entry.objects.get(deed="nominations.nomination.accepted").detail["findings"]

    assert accepted.state == "accepted"
    assert kept["months_in_post"] == {
        "provision": "months_in_post",
        "article": "（条号待核）",
        "source": "本区干部推荐办法",
        "status": "待核",
        "verdict": "met",
        "because": "任现职 22 个月，须满 6 个月（本区干部推荐办法（条号待核））",
        "row": "任现职时间 2024.05 林若曦职务",
        "exempted": "",
    }
    assert told == row.assessment["findings"]
    assert {one["provision"] for one in told if one["status"]} == {
        "levels", "ranks", "months_in_post", "schooling", "appraisals",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_refused_exemption_exempts_from_nothing_and_may_be_asked_for_again(town, held_back):
    asked = ask(town.secretary, held_back)
    with pytest.raises(Refused) as twice:
        ask(town.secretary, held_back)
    decide_exemption(
        actor=another_officer(), exemption_id=asked.pk, approved=False, note="理由不足", on=ON
    )
    [held] = [one for one in judged(person=town.cadre, event=town.notice, on=ON) if one.holds_back]

    assert twice.value.reasons == ("这一条已经申请破格",)
    assert held.finding.provision == "months_in_post"
    assert ask(town.secretary, held_back, reason="再次申请").state == "asked"


@pytest.mark.django_db
def test_an_exemption_is_refused_with_every_reason(town):
    draft = begun(town.oneself, town.notice, route="self")

    with pytest.raises(Refused) as no:
        ask(town.oneself, draft, reason="")

    assert no.value.reasons == (
        "破格由单位党组织申请，个人不能为自己申请",
        "这一条没有限制该同志，不需要破格",
        "请写明破格理由",
    )


@pytest.mark.django_db
def test_what_is_unknown_neither_passes_nor_fails(town):
    town.cadre.post_since = None
    town.cadre.save()
    row = submitted(town.secretary, town.notice, town.cadre, unit=town.unit)

    with pytest.raises(Refused) as no:
        accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)
    accept_nomination(actor=officer(), nomination_id=row.pk, note="已核任职文件", on=ON)

    assert no.value.reasons == ("有 1 项资格待核，请写明核实情况",)
    entry = Entry.objects.get(deed="nominations.nomination.accepted")
    assert entry.reason == "已核任职文件"
    assert {one["verdict"] for one in entry.detail["findings"]} == {"met", "unknown"}


@pytest.mark.django_db
class TestWishes:
    SAID = WishText(willing="township", wish="想去项目一线", places="高原反应", family="母亲卧床")

    def test_they_are_sealed_and_the_newest_counts(self, town):
        write_wish(actor=town.oneself, wish=WishText(wish="先前"))
        write_wish(actor=town.oneself, wish=self.SAID)

        assert all("母亲".encode() not in bytes(row.sealed) for row in Wish.objects.all())
        assert read_wish(actor=officer(), person_id=town.cadre.pk, reason="选派") == self.SAID

    def test_each_look_says_why_and_is_recorded_without_what_was_seen(self, town):
        write_wish(actor=town.oneself, wish=self.SAID)

        with pytest.raises(Refused):
            read_wish(actor=officer(), person_id=town.cadre.pk, reason=" ")
        read_wish(actor=officer(), person_id=town.cadre.pk, reason="研究选派")

        [entry] = Entry.objects.filter(deed="nominations.wish.read")
        assert entry.reason == "研究选派"
        assert "母亲" not in f"{entry.sentence}{entry.detail}"

    def test_nobody_else_reads_or_writes_them(self, town):
        write_wish(actor=town.oneself, wish=self.SAID)

        for who in (town.secretary, officer(who=town.cadre), actor("district_leader")):
            with pytest.raises(Refused) as no:
                read_wish(actor=who, person_id=town.cadre.pk, reason="看看")
            assert no.value.reasons == ("没有可看的个人意愿",)
        with pytest.raises(Forbidden):
            write_wish(actor=officer(), wish=self.SAID)
