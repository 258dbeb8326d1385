"""Saved criteria: who is suggested on a day, what people answer, and how long an answer holds."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.people.dossiers.models import Appraisal, Person
from qingmiao.people.dossiers.services.present import refresh
from qingmiao.pool.contracts import EntryWish, StandardFacts
from qingmiao.pool.enums import SuggestionKind
from qingmiao.pool.models import Membership, ReviewItem, Standard, SuggestionVerdict
from qingmiao.pool.queries import suggestion as queries
from qingmiao.pool.register import STANDARDS
from qingmiao.pool.rules.standard import flaws_of_standard, last_day_served
from qingmiao.pool.services import suggestion as services
from qingmiao.pool.services.upkeep import tell_weekly
from tests.factories.evidence import claim
from tests.factories.house import TODAY, entered, holder, kin, officer, person, signed_in, unit
from tests.factories.pool import AT, SEEN, Hall, proposed
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db
ENTRY, EXIT = SuggestionKind.ENTRY, SuggestionKind.EXIT


def standard(**changes):
    values = {"name": f"标准{Standard.objects.count()}", "tier": "B", "use": "both", **changes}
    return Standard.objects.create(**values)


def suggested(of, *, by=None, on=TODAY):
    return set(queries.entries(actor=by or officer(), standard=of, on=on))


def leaving(of, *, by=None, on=TODAY):
    return set(queries.exits(actor=by or officer(), standard=of, on=on))


def cadre(**changes):
    return person(where=changes.pop("where", None) or unit(), **changes)


def declined(of, who, kind=ENTRY):
    return services.decline(
        actor=officer(), standard_id=of.pk, person_id=who.pk, kind=kind, reason="再看看", on=TODAY
    )


@pytest.mark.parametrize(
    ("asked", "fits", "fails"),
    [
        ({"most_age": 32}, {"birth": date(1994, 6, 1)}, {"birth": date(1993, 6, 1)}),
        ({"least_age": 30}, {"birth": date(1996, 6, 1)}, {"birth": date(1996, 7, 1)}),
        ({"level": "160"}, {"level": "160"}, {"level": "150"}),
        ({"rank": "c1"}, {"rank": "c1"}, {"rank": "c2"}),
        ({"post_months": 24}, {"post_since": date(2024, 6, 30)}, {"post_since": date(2024, 7, 1)}),
        (
            {"level_months": 36},
            {"level_since": date(2023, 6, 30)},
            {"level_since": date(2023, 7, 1)},
        ),
        ({"schooling": "2"}, {"schooling": "21"}, {"schooling": "31"}),
        ({"party": "party"}, {"political_face": "01"}, {"political_face": "13"}),
        ({"party": "others"}, {"political_face": "13"}, {"political_face": "01"}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_each_criterion_keeps_its_edge(asked, fits, fails):
    inside, outside = cadre(**fits), cadre(**fails)
    refresh([inside.pk, outside.pk])

    found = suggested(standard(**asked))

    assert inside in found
    assert outside not in found


def test_criteria_read_claims_appraisals_and_the_kind_of_unit():
    township = unit(kind="township")
    said, once, stale, sealed = (cadre(where=township) for _ in range(4))
    for who, kind, on in (
        (said, "visit", TODAY), (said, "host", TODAY), (once, "visit", TODAY),
        (once, "visit", TODAY), (stale, "visit", date(2015, 1, 1)), (stale, "host", TODAY),
    ):  # fmt: skip
        claim(who, source_kind=kind, happened_on=on)
    for kind in ("visit", "host"):
        claim(sealed, source_kind=kind, happened_on=TODAY, secrecy="D")
    for year in (2024, 2025):
        Appraisal.objects.create(person=said, year=year, grade="1")
    Appraisal.objects.create(person=once, year=2025, grade="1")

    assert suggested(standard(kinds=2)) == {said}
    assert suggested(standard(newest_days=30)) == {said, once, stale}
    assert suggested(standard(excellent_least=2, excellent_years=3)) == {said}
    assert suggested(standard(excellent_least=1, excellent_years=1)) == {said, once}
    assert suggested(standard(unit_kind="township")) == {said, once, stale, sealed}
    assert suggested(standard(unit_kind="subdistrict")) == set()


def test_nobody_in_the_reserve_or_too_old_or_of_the_other_tier_is_suggested_for_entry():
    free, leads = cadre(), cadre(level="142")
    cadre(birth=date(1985, 1, 1)), cadre(standing="retired")
    for state in ("proposed", "deliberated", "member", "tracked", "candidate", "suspended"):
        membership(cadre(), state=state)
    gone = cadre()
    membership(gone, state="left", left_on=TODAY, exit_reason="own_wish")

    assert suggested(standard(least_age=18)) == {free, gone}
    assert suggested(standard(tier="A", least_age=18)) == {leads}
    assert suggested(standard(least_age=18, use="exit")) == set()


def test_members_who_no_longer_fit_or_have_aged_out_are_suggested_for_exit():
    fits, thin = membership(cadre()), membership(cadre())
    aged, retired = membership(cadre(birth=date(1988, 6, 1))), membership(cadre(standing="retired"))
    risen = membership(cadre(level="142"))
    membership(cadre(), tier="A"), membership(cadre(), state="proposed")
    for row in (fits, aged, retired, risen):
        claim(row.person, happened_on=TODAY)

    of = standard(newest_days=90)

    assert leaving(of) == {thin, aged, retired}
    assert leaving(standard(newest_days=90, use="entry")) == set()
    rows = list(queries.exits(actor=officer(), standard=of, on=TODAY))
    told = queries.with_facts(
        standard=of,
        people=[row.person for row in rows],
        on=TODAY,
        members={row.person_id: row for row in rows},
    )
    assert {each.person: each.unmet for each in told} == {
        thin.person: ["最近材料"], aged.person: ["未超龄"], retired.person: ["现职"],
    }  # fmt: skip


def test_a_later_day_sees_who_will_age_out():
    row = membership(cadre(birth=date(1988, 9, 1)))

    assert leaving(standard(least_age=18)) == set()
    assert leaving(standard(least_age=18), on=date(2026, 9, 1)) == {row}


def test_oneself_and_kin_are_in_no_suggestion_and_no_number():
    me, brother, other = cadre(), cadre(), cadre()
    kin(me, brother)
    of = standard(least_age=18)
    verdict = declined(of, brother)
    by = officer(who=me, kin_ids=frozenset({brother.pk}))

    assert suggested(of, by=by) == {other}
    assert queries.suggestion_counts(actor=by, standard=of, on=TODAY) == {
        "entry": 1, "exit": 0, "resting": 0,
    }  # fmt: skip
    with pytest.raises(Forbidden):
        services.reopen(actor=by, verdict_id=verdict.pk, on=TODAY)
    with pytest.raises(Forbidden):
        services.decline(
            actor=by, standard_id=of.pk, person_id=me.pk, kind=ENTRY, reason="不", on=TODAY
        )


def test_a_taken_suggestion_is_proposed_and_on_the_table_of_the_next_review():
    who, of = cadre(), standard(least_age=18)
    hall = Hall()

    row = services.take_entry(
        actor=hall.keeper,
        standard_id=of.pk,
        person_id=who.pk,
        wish=EntryWish(notice=SEEN, reason="符合标准", review_id=hall.review.pk),
        on=TODAY,
    )

    assert (row.state, row.tier) == ("proposed", "B")
    assert ReviewItem.objects.get(review=hall.review).membership == row
    assert suggested(of) == set()
    assert Entry.objects.filter(deed="pool.suggestion.taken").count() == 1
    with pytest.raises(Forbidden):
        services.take_entry(
            actor=hall.keeper,
            standard_id=of.pk,
            person_id=who.pk,
            wish=EntryWish(notice=SEEN, reason="再来一次"),
            on=TODAY,
        )
    assert SuggestionVerdict.objects.count() == 1


def test_a_declined_exit_rests_and_can_be_reopened():
    row, of = membership(cadre()), standard(newest_days=90)
    verdict = declined(of, row.person, EXIT)

    assert leaving(of) == set()
    assert list(queries.resting(actor=officer(), standard=of)) == [verdict]
    with pytest.raises(Forbidden):
        declined(of, row.person, EXIT)

    services.reopen(actor=officer(), verdict_id=verdict.pk, on=TODAY)
    assert leaving(of) == {row}
    assert list(queries.resting(actor=officer(), standard=of)) == []


def test_nothing_is_declined_without_a_reason_or_by_whoever_may_not():
    who, of = cadre(), standard(least_age=18)

    with pytest.raises(Refused):
        services.decline(
            actor=officer(), standard_id=of.pk, person_id=who.pk, kind=ENTRY, reason=" ", on=TODAY
        )
    with pytest.raises(Forbidden):
        services.decline(
            actor=officer(over=unit()), standard_id=of.pk, person_id=who.pk, kind=ENTRY,
            reason="不", on=TODAY,
        )  # fmt: skip


def newer_claim(who):
    claim(who, happened_on=TODAY)


def excellent(who):
    Appraisal.objects.create(person=who, year=2025, grade="1")


def changed(**values):
    def change(who):
        Person.objects.filter(pk=who.pk).update(**values)
        refresh([who.pk])

    return change


READ = [
    changed(birth=date(1995, 1, 1)), changed(rank="c2"), changed(level_since=date(2019, 1, 1)),
    changed(schooling="11"), changed(political_face="01"), newer_claim, excellent,
]  # fmt: skip
NOT_READ = [
    changed(name="改名"), changed(health="良好"), changed(speciality="水利"),
    lambda who: claim(who, happened_on=TODAY, secrecy="D"),
    lambda who: claim(who, happened_on=TODAY, retracted_at=AT, retract_reason="误记"),
]  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=some.lists(some.sampled_from(NOT_READ), max_size=3),
    then=some.sampled_from(READ),
    months=some.integers(min_value=0, max_value=6),
    kind=some.sampled_from([ENTRY, EXIT]),
)
def test_a_declined_suggestion_rests_on_the_same_facts_and_returns_when_they_change(
    before, then, months, kind
):
    with transaction.atomic():
        who, other = cadre(), cadre()
        if kind == EXIT:
            membership(who), membership(other)
        claim(who, happened_on=TODAY - timedelta(days=200))
        asked = {"level_months": 6, "schooling": "3", "newest_days": 400, "excellent_years": 9}
        asked |= {"excellent_least": 0, "party": "others"}
        if kind == EXIT:
            asked |= {"least_age": 60, "most_age": 70}
        of = standard(**asked)
        later = date(2026 + (6 + months - 1) // 12, (6 + months - 1) % 12 + 1, 28)

        def named(on):
            if kind == ENTRY:
                return who in suggested(of, on=on)
            return who in {row.person for row in leaving(of, on=on)}

        assert named(TODAY)
        declined(of, who, kind)
        assert not named(TODAY)
        for change in before:
            change(who)
        assert not named(TODAY)
        assert not named(later), "days that pass wake nothing"
        then(who)
        is_member = Membership.objects.filter(person=who).exists()
        fits = queries.fitting(standard=of, on=TODAY).filter(pk=who.pk).exists()
        assert named(TODAY) == (fits != is_member)
        transaction.set_rollback(True)


@given(months=some.integers(min_value=0, max_value=240), on=some.dates(date(1990, 1, 1)))
def test_months_served_are_counted_from_month_to_month(months, on):
    last = last_day_served(months=months, on=on)

    served = (on.year - last.year) * 12 + on.month - last.month
    assert served == months
    assert (last + timedelta(days=1)).day == 1


def test_criteria_that_ask_nothing_or_nonsense_are_refused():
    assert list(flaws_of_standard(StandardFacts(asked=())))
    assert list(flaws_of_standard(StandardFacts(asked=("least_age",), ages=(3, None))))
    assert not list(flaws_of_standard(StandardFacts(asked=("least_age",), ages=(30, None))))
    with pytest.raises(Refused):
        entered(STANDARDS, name="空", tier="B", use="both")


# ---------------------------------------------------------------- in the browser


def test_the_page_leads_to_both_answers(client):
    who, member = cadre(), membership(cadre())
    of = standard(kinds=1)
    claim(who, happened_on=TODAY, claim="汛期守堤")
    hall = Hall()
    signed_in(client)
    there = reverse("pool:suggestions")

    page = client.get(there, {"standard": of.pk, "on": TODAY.isoformat()})
    [line] = page.context["lines"]
    assert [tab["count"] for tab in page.context["tabs"]] == [1, 1, 0]
    assert "交流发言“37岁以下”" in page.content.decode()
    form = client.get(line["take"])
    assert "汛期守堤" in form.content.decode()
    taken = client.post(
        line["take"],
        {
            "review": hall.review.pk, "channel": "visit", "happened_on": TODAY.isoformat(),
            "text": "汛期守堤", "reason": "符合标准",
        },
    )  # fmt: skip
    assert taken.status_code == HTTPStatus.FOUND
    assert Membership.objects.get(person=who).state == "proposed"
    assert client.get(line["take"]).status_code == HTTPStatus.NOT_FOUND

    [line] = client.get(there, {"standard": of.pk, "kind": "exit"}).context["lines"]
    leave = client.get(line["take"])
    assert 'value="no_progress" selected' in leave.content.decode()
    assert "独立来源类别" in leave.content.decode()
    assert client.post(line["decline"], {"reason": ""}).status_code == 422
    client.post(line["decline"], {"reason": "已安排走访"})
    page = client.get(there, {"standard": of.pk, "kind": "resting"})
    [verdict] = page.context["lines"]
    assert verdict.person == member.person
    client.post(reverse("pool:suggestion-reopen", args=[verdict.pk]))
    assert leaving(of) == {member}


def test_a_house_without_criteria_says_what_to_do_and_others_find_no_page(client):
    signed_in(client)
    page = client.get(reverse("pool:suggestions"))
    assert reverse("pool:standard-new") in page.content.decode()

    for role in (Role.DISTRICT_LEADER, Role.CADRE):
        signed_in(client, role)
        assert client.get(reverse("pool:suggestions")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("kind", ["entry", "exit", "resting"])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(client, kind, rows, django_assert_num_queries):
    of = standard(newest_days=90)
    for _ in range(rows):
        free = cadre()
        claim(free, happened_on=TODAY)
        membership(cadre())
        rested = cadre()
        claim(rested, happened_on=TODAY)
        declined(of, rested)
    signed_in(client)
    address = {"standard": of.pk, "kind": kind, "on": TODAY.isoformat()}
    client.get(reverse("pool:suggestions"), address)

    with django_assert_num_queries(QUESTIONS[kind]):
        page = client.get(reverse("pool:suggestions"), address)
    assert len(page.context["lines"]) == rows


QUESTIONS = {"entry": 11, "exit": 11, "resting": 9}


def test_the_keepers_are_told_weekly_once_there_are_criteria():
    keeper = holder(Role.OFFICER)
    standard(least_age=18)
    proposed()

    assert tell_weekly(actor=SYSTEM, on=TODAY) == 2
    assert {one.kind for one in Notice.objects.filter(account=keeper)} == {
        "pool.watch.weekly", "pool.suggestion.weekly",
    }  # fmt: skip
