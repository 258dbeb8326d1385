from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.rulebook.library import regulation
from qingmiao.selection.demands.contracts import HORIZONS
from qingmiao.selection.demands.rules import demand as demands
from qingmiao.selection.demands.rules import target as targets
from qingmiao.selection.demands.rules import team as counting
from tests.factories.demands import NEVER, goal, member

TODAY = date(2026, 6, 30)
NON_PARTY = frozenset({"04", "13"})
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("item", "somebody", "expected"),
    [
        pytest.param(goal("age", age_to=41), member(), True, id="the oldest who count"),
        pytest.param(goal("age", age_to=40), member(), False, id="a year too old"),
        pytest.param(goal("age", age_from=41), member(), True, id="the youngest who count"),
        pytest.param(goal("age", age_from=36, age_to=40), member(), False, id="outside the band"),
        pytest.param(goal("female"), member(sex="2"), True, id="a woman"),
        pytest.param(goal("female"), member(), False, id="a man"),
        pytest.param(goal("non_party"), member(face="04"), True, id="of another party"),
        pytest.param(goal("non_party"), member(face="03"), False, id="of the League"),
        pytest.param(goal("non_party"), member(party_joined=date(2026, 7, 1)), True, id="joined later"),
        pytest.param(goal("non_party"), member(party_joined=None), False, id="day not on file"),
        pytest.param(goal("major", words=("农",)), member(majors=("法学", "农学")), True, id="one of two"),
        pytest.param(goal("major", words=("农",)), member(majors=("法学",)), False, id="another major"),
        pytest.param(
            goal("township", months=24),
            member(township=((date(2024, 6, 1), None),)),
            True,
            id="24 months, still there",
        ),
        pytest.param(
            goal("township", months=24),
            member(township=((date(2024, 7, 1), None),)),
            False,
            id="one month short",
        ),
        pytest.param(
            goal("township", months=24),
            member(township=((date(2010, 1, 1), date(2011, 6, 1)), (date(2011, 1, 1), date(2012, 1, 1)))),
            True,
            id="overlaps count once",
        ),
    ],
)  # fmt: skip
def test_who_counts_for_an_item(item, somebody, expected):
    assert counting.fits(somebody, item, on=TODAY, non_party=NON_PARTY) is expected


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        (goal(least=30, is_share=True), (2, None)),
        (goal(most=40, is_share=True), (None, 2)),
        (goal(least=2, most=3), (2, 3)),
        (goal(least=0, is_share=True), (0, None)),
    ],
)
def test_a_share_is_of_the_slots(band, expected):
    assert counting.people_of(band, slots=6) == expected


@pytest.mark.parametrize(
    ("since", "ends", "is_last"),
    [
        pytest.param(date(2024, 1, 1), date(2029, 1, 1), False, id="the first term"),
        pytest.param(date(2021, 6, 30), date(2031, 6, 30), True, id="it ends on the day"),
        pytest.param(date(2020, 1, 1), date(2030, 1, 1), True, id="the second term"),
        pytest.param(date(2012, 1, 1), date(2022, 1, 1), True, id="beyond the last term"),
        pytest.param(None, None, False, id="day not on file"),
    ],
)
def test_the_end_of_a_term(since, ends, is_last):
    assert counting.term_of(since=since, on=TODAY, years=5, most=2) == (ends, is_last)


def test_before_terms_were_ruled_none_ends():
    articles = regulation("demands/term").on(date(2005, 1, 1))

    assert counting.term_under(articles, since=date(2001, 1, 1), on=date(2005, 1, 1)) == (
        None,
        False,
    )


def test_today_everybody_in_post_counts():
    late = member(gone=date(2020, 1, 1), term_ends=date(2020, 1, 1), is_last_term=True)

    [now, *ahead] = counting.remaining([late], on=TODAY, is_renewed=True)

    assert (now.count, [tally.count for tally in ahead]) == (1, [0, 0, 0])


@pytest.mark.parametrize(
    ("is_last", "is_renewed", "expected"),
    [(False, False, 0), (False, True, 1), (True, True, 0), (True, False, 0)],
)
def test_a_term_that_ends_may_be_renewed_but_for_the_last(is_last, is_renewed, expected):
    somebody = member(term_ends=date(2027, 6, 30), is_last_term=is_last)

    left = counting.remaining([somebody], on=TODAY, is_renewed=is_renewed)

    assert left[1].count == expected


def test_a_line_says_what_is_lacking_and_what_is_too_much():
    people = [member(1), member(2, sex="2", gone=date(2027, 1, 1)), member(3, sex="2")]
    left = counting.remaining(people, on=TODAY, is_renewed=False)

    line = counting.line_of(goal(least=2, most=2), people, slots=3, left=left, non_party=NON_PARTY)
    over = counting.line_of(goal(most=1), people, slots=3, left=left, non_party=NON_PARTY)

    assert [(t.count, t.short) for t in line.tallies] == [(2, 0), (1, 1), (1, 1), (1, 1)]
    assert [t.over for t in over.tallies] == [1, 0, 0, 0]
    assert (line.band, over.band, line.is_lacking, over.is_lacking) == ("2–2", "≤1", True, False)
    assert (over.has_gap(0), over.has_gap(12), over.has_gap()) == (True, False, True)


def test_without_a_band_there_is_no_gap():
    line = counting.line_of(goal(), [], slots=3, left=counting.remaining([], on=TODAY, is_renewed=False),
                            non_party=NON_PARTY)  # fmt: skip

    assert (line.band, line.has_gap(), line.goal.has_band) == ("", False, False)


MEMBERS = st.lists(
    st.builds(
        lambda birth, gone, term, last, sex: member(
            birth=birth, gone=gone, term_ends=term, is_last_term=last, sex=sex
        ),
        st.dates(date(1960, 1, 1), date(2002, 1, 1)),
        st.one_of(st.just(NEVER), DAYS),
        st.one_of(st.none(), DAYS),
        st.booleans(),
        st.sampled_from(["1", "2"]),
    ),
    max_size=8,
)


@given(MEMBERS, DAYS, st.booleans())
def test_a_forecast_only_loses_people(members, on, is_renewed):
    numbered = [member(n, **{k: getattr(m, k) for k in ("birth", "gone", "term_ends", "is_last_term")})
                for n, m in enumerate(members)]  # fmt: skip

    left = counting.remaining(numbered, on=on, is_renewed=is_renewed)

    ids = [set(tally.person_ids) for tally in left]
    assert ids[0] >= ids[1] >= ids[2] >= ids[3]
    assert [tally.months for tally in left] == list(HORIZONS)


@given(MEMBERS, DAYS)
def test_renewed_terms_never_lose_more(members, on):
    numbered = [member(n, **{k: getattr(m, k) for k in ("birth", "gone", "term_ends", "is_last_term")})
                for n, m in enumerate(members)]  # fmt: skip

    ended = counting.remaining(numbered, on=on, is_renewed=False)
    renewed = counting.remaining(numbered, on=on, is_renewed=True)

    assert all(set(a.person_ids) <= set(b.person_ids) for a, b in zip(ended, renewed, strict=True))


@given(st.integers(0, 40), st.integers(0, 100))
def test_a_share_in_people_lies_within_the_slots(slots, share):
    least, most = counting.people_of(goal(least=share, most=share, is_share=True), slots=slots)

    assert 0 <= most <= least <= slots
    assert least - most <= 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_ahead_end_with_the_month(day, months, expected):
    assert counting.month_ahead(day, months) == expected


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (goal("age", age_to=35), "35 岁以下"),
        (goal("age", age_from=56), "56 岁以上"),
        (goal("age", age_from=36, age_to=40), "36–40 岁"),
        (goal("major", major="法律"), "法律专业"),
        (goal("township", months=24), "乡镇（街道）经历满 24 个月"),
        (goal("non_party"), "党外干部"),
    ],
)
def test_an_item_in_words(item, words):
    assert counting.label_of(item) == words


def test_the_finest_target_wins_and_the_rest_stay():
    mix = [goal("age", age_to=35), goal("female")]
    default = [goal("female", least=1, basis="default")]
    kind = [goal("female", least=2, basis="kind"), goal("age", age_to=30, least=1)]
    unit = [goal("female", least=3, basis="unit")]

    found = targets.chosen(mix, default, kind, unit)

    assert [(each.key, each.basis) for each in found] == [
        ("age:-30", ""),
        ("age:-35", ""),
        ("female", "unit"),
    ]


def test_the_shipped_defaults_can_be_read_and_speak_of_known_words():
    readings = targets.readings_in(regulation("demands/readings").on(TODAY))
    defaults = targets.defaults_in(regulation("demands/targets").on(TODAY), readings)

    town = {each.key: each for each in defaults["township"]}
    assert town["age:-35"].is_share
    assert town["major:农业农村"].words
    assert targets.defaults_in(regulation("demands/targets").on(date(2019, 1, 1)), readings) == {}


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"words": "、 ，", "item": "major", "months": None}, ["请写明专业名称所含的词语"]),
        ({"words": "", "item": "township", "months": 0}, ["经历月数至少 1 个月"]),
        ({"words": "农, 林", "item": "major", "months": None}, []),
    ],
)
def test_what_a_target_must_say(values, reasons):
    assert list(targets.flaws_of_target(**values)) == reasons


CLOSING = {
    "old": "open",
    "new": "met",
    "last_on": date(2026, 3, 1),
    "reason": "人选到位",
    "on": TODAY,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"old": "met"}, ["需求已经办结"]),
        ({"new": "open"}, ["请选择办结方式"]),
        ({"on": date(2026, 7, 1)}, ["日期不得晚于今天"]),
        ({"on": date(2026, 2, 28)}, ["日期不得早于上一次办理的日期"]),
        ({"reason": " "}, ["请写明理由"]),
    ],
)
def test_what_closing_a_demand_needs(changes, reasons):
    assert list(demands.flaws_of_closing(**{**CLOSING, **changes})) == reasons


REOPENING = {
    "old": "met",
    "last_on": date(2026, 3, 1),
    "due_on": date(2026, 12, 31),
    "reason": "人选调出",
    "on": TODAY,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"old": "open"}, ["需求正在进行，无需重新启用"]),
        ({"due_on": date(2026, 6, 29)}, ["完成期限不得早于重新启用的日期"]),
        ({"reason": ""}, ["请写明理由"]),
    ],
)
def test_what_reopening_a_demand_needs(changes, reasons):
    assert list(demands.flaws_of_reopening(**{**REOPENING, **changes})) == reasons


def test_a_demand_is_not_raised_tomorrow():
    found = list(demands.flaws_of_demand(opened_on=date(2026, 7, 1), on=TODAY))

    assert found == ["提出日期不得晚于今天"]
