from datetime import date, timedelta

import pytest

from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.queries.figures import (
    answer_to,
    answers,
    asked,
    cards,
    number_of_rows,
    rows_behind,
    units_behind,
)
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS, FIGURES
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.enums import CodeList, Level, Principal, UnitKind
from qingmiao.people.dossiers.models import LevelSpell, Spell
from qingmiao.pool.models import StateChange
from tests.insight import district
from tests.insight.district import OFFICER, ON, QUESTION

pytestmark = pytest.mark.django_db


def value(code, *, question=QUESTION):
    return answer_to(code, ask=asked(question)).value


def names(code, *, question=QUESTION):
    return sorted(row.person for row in rows_behind(code, ask=asked(question)))


@pytest.mark.parametrize("code", sorted(DEFINITIONS))
def test_a_count_is_the_length_of_its_list(code):
    who = district.person("甲", birth=date(1991, 1, 1), level=Level.SECTION_CHIEF)
    head = district.post(district.unit(), principal=Principal.GOVERNMENT)
    who.post = head
    who.save()
    district.member(who)
    district.member(district.person("乙", level=Level.CLERK))
    district.lecture(who)
    district.attended(who, training_class=district.brand_class(
        topic=district.entry_of(CodeList.TRAINING_TOPICS, "公文写作")
    ))  # fmt: skip
    district.posting(who, ends=date(2023, 6, 1), state="returned")
    for number, (scheme, group) in enumerate(
        [
            ("filing-specialist", "three"),
            ("rural-guide", "three"),
            ("promotion-specialist", "three"),
            ("shadow-inspection", "shadow"),
            ("shadow-political", "shadow"),
            ("shadow-investment", "shadow"),
        ]
    ):
        begins = date(2023, 7, 1) + timedelta(days=30 * number)
        ends = begins + timedelta(days=20)
        district.posting(who, code=scheme, group=group, begins=begins, ends=ends, state="returned")
    district.duty(who)
    district.lease(district.flat())
    frontline = district.entry_of(CodeList.FRONTLINES, "乡村振兴", code="rural")
    district.appointment(who, decided_on=date(2024, 9, 1), frontline=frontline)
    district.shortlisted(who)
    for code_list in CodeList.values:
        district.entry_of(code_list, "条目")

    answer = answer_to(code, ask=asked(QUESTION))
    rows = rows_behind(code, ask=asked(QUESTION))

    assert len(rows) > 0
    assert len({row.key for row in rows}) == len(rows)
    if DEFINITIONS[code].kind == "share":
        assert answer.value == 100.0 * len(rows) / answer.denominator
    elif isinstance(answer.value, list):
        assert sum(answer.value) == len(rows)
    else:
        assert answer.value == len(rows)
    assert number_of_rows(code, ask=asked(QUESTION)) == len(rows)


class TestReserve:
    @pytest.mark.parametrize(
        ("birth", "counts"),
        [
            (date(1988, 7, 1), True),  # 37, and 38 next month
            (date(1988, 6, 1), False),  # the month of the 38th birthday counts as reached
            (date(1989, 6, 1), True),
        ],
        ids=["last month of 37", "first month of 38", "just 37"],
    )
    def test_37_includes_the_whole_year(self, birth, counts):
        district.member(district.person(birth=birth))

        assert value("F09") == int(counts)

    @pytest.mark.parametrize(("birth", "counts"), [(date(1989, 6, 1), 0), (date(1989, 7, 1), 1)])
    def test_the_strict_reading_stops_at_the_37th_birthday(self, birth, counts):
        district.member(district.person(birth=birth))
        district.choose("age_limit_edge", "strict")

        assert value("F09") == counts

    def test_below_section_deputy_the_limit_applies_unless_it_is_read_otherwise(self):
        district.member(district.person(level=Level.CLERK, birth=date(1980, 1, 1)))
        before = value("F10")

        district.choose("age_limit_below", "none")

        assert (before, value("F10")) == (0, 1)

    @pytest.mark.parametrize(
        ("rank", "figure"),
        [("s4", "F09"), ("s1", "F09"), ("r4", "F09"), ("c1", "F10")],
        ids=["四级主任科员", "一级主任科员", "四级调研员", "一级科员"],
    )
    def test_a_rank_without_a_post_counts_at_its_layer(self, rank, figure):
        who = district.person(level=Level.CLERK, rank=rank, rank_since=date(2021, 1, 1))
        district.member(who, tier="B")

        assert value(figure) == 1

    def test_ranks_are_left_out_when_so_read(self):
        who = district.person(level=Level.CLERK, rank="s4", rank_since=date(2021, 1, 1))
        district.member(who)
        district.choose("rank_only", "not_counted")

        assert (value("F09"), value("F10")) == (0, 1)

    @pytest.mark.parametrize(
        "membership",
        [
            {"entered_on": ON + timedelta(days=1)},
            {"left_on": ON, "exit_reason": "age"},
            {"state": "suspended"},
            {"voided_at": "2026-01-01T00:00+08:00", "void_reason": "重复登记"},
        ],
        ids=["enters tomorrow", "left today", "suspended", "voided"],
    )
    def test_who_is_not_in_the_pool_on_the_day_does_not_count(self, membership):
        district.member(district.person(), **membership)

        assert (value("F09"), value("P01")) == (0, 0)

    def test_a_state_is_the_one_of_the_day(self):
        kept = district.member(district.person(), state="suspended")
        StateChange.objects.create(
            membership=kept, state="member", begins=date(2024, 1, 1), decided_by="王"
        )
        StateChange.objects.create(
            membership=kept, state="suspended", begins=date(2026, 1, 1), decided_by="王"
        )

        assert value("F09") == 0
        assert value("F09", question=Question(on=date(2025, 12, 31))) == 1

    def test_a_level_is_the_one_of_the_day(self):
        who = district.person(level=Level.SECTION_DEPUTY, level_since=date(2026, 1, 1))
        LevelSpell.objects.create(
            person=who,
            series="0",
            level=Level.CLERK,
            begins=date(2020, 1, 1),
            ends=date(2026, 1, 1),
        )
        district.member(who)
        before = Question(on=date(2025, 12, 31))

        assert (value("F09"), value("F10")) == (1, 0)
        assert (value("F09", question=before), value("F10", question=before)) == (0, 1)

    def test_who_is_no_longer_managed_does_not_count(self):
        gone = district.person(standing="transferred", managed_until=date(2026, 1, 1))
        district.member(gone)

        assert value("P01") == 0
        assert value("P01", question=Question(on=date(2025, 12, 31))) == 1

    def test_two_memberships_are_one_person(self):
        who = district.person()
        district.member(
            who, entered_on=date(2022, 1, 1), left_on=date(2023, 1, 1), exit_reason="age"
        )
        district.member(who)

        assert value("F09") == 1


class TestTraining:
    def test_lecturers_are_persons_or_participations_as_read(self):
        speaker = district.person()
        district.lecture(speaker)
        district.lecture(speaker)
        persons = value("F11")

        district.choose("lecturers", "participations")

        assert (persons, value("F11"), value("F12")) == (1, 2, 2)

    def test_only_delivered_lectures_of_the_past_count(self):
        district.lecture(held_on=ON)
        district.lecture(held_on=ON + timedelta(days=1))
        district.lecture(state="cancelled")
        district.lecture(state="requested")

        assert value("F12") == 1

    def test_only_presence_at_a_brand_counts(self):
        who = district.person()
        district.attended(who)
        district.attended(who, presence="leave")
        elsewhere = district.brand_class()
        elsewhere.programme.kind = "special"
        elsewhere.programme.brand = None
        elsewhere.programme.save()
        district.attended(who, training_class=elsewhere)

        assert value("F13") == 1

    def test_the_window_of_cumulative_figures_can_be_moved(self):
        district.lecture(held_on=date(2024, 12, 31))
        district.lecture(held_on=date(2025, 1, 1))

        assert value("F12", question=Question(on=ON, cumulative_since=date(2025, 1, 1))) == 1

    def test_topics_show_how_many_of_the_listed_five_were_taught(self):
        for label in ("公文写作", "演讲辩论", "应急处突"):
            district.brand_class(topic=district.entry_of(CodeList.TRAINING_TOPICS, label))

        answer = answer_to("F14", ask=asked(QUESTION))

        assert (answer.value, answer.shown, answer.agrees) == (3, "2+", False)


class TestPostings:
    def test_a_second_term_is_the_same_person(self):
        who = district.person()
        district.posting(who, ends=date(2024, 1, 1), state="returned")
        district.posting(who, begins=date(2024, 6, 1))

        assert value("F15") == 1

    def test_a_proposal_has_posted_nobody(self):
        district.posting(district.person(), state="proposed")
        district.posting(district.person(), begins=ON + timedelta(days=1))

        assert value("F15") == 0

    def test_schemes_are_told_apart(self):
        district.posting(district.person(), code="filing-specialist", group="three")
        district.posting(district.person(), code="shadow-inspection", group="shadow")

        figures = {code: value(code) for code in ("F15", "F16", "F17", "F20", "F21", "P02")}
        assert figures == {"F15": 0, "F16": 1, "F17": 0, "F20": 1, "F21": 0, "P02": 1}

    def test_all_three_roles_on_a_block_count_once_a_person(self):
        who = district.person()
        district.duty(who, role="governor", ends=date(2025, 1, 1))
        district.duty(who, role="supervisor", begins=date(2025, 1, 1))
        district.duty(district.person(), role="assistant")

        assert value("F19") == 2


class TestApartments:
    def test_the_share_is_rounded_and_its_year_stands_beside(self):
        flats = [district.flat() for _ in range(3)]
        district.lease(flats[0], begins=date(2023, 1, 1))
        district.lease(flats[1], begins=date(2023, 1, 1))
        answer = answer_to("F25", ask=asked(QUESTION))

        assert (answer.value, answer.shown, answer.denominator) == (66.7, "67%", 3)
        assert answer.variant == 66.7

    def test_a_flat_lived_in_for_half_the_year_weighs_half(self):
        district.lease(district.flat(), begins=ON + timedelta(days=1) - timedelta(days=73))

        answer = answer_to("F25", ask=asked(QUESTION))

        assert (answer.value, answer.variant) == (100.0, 20.0)

    def test_a_flat_empty_or_out_of_stock_on_the_day_is_not_lived_in(self):
        district.lease(district.flat(), ends=ON)
        gone = district.flat(ends=ON)
        district.lease(gone)

        assert (value("F24"), value("F25")) == (1, 0.0)

    def test_without_flats_nothing_is_divided(self):
        assert value("F25") == 0.0


class TestAppointments:
    @pytest.mark.parametrize(
        ("birth", "decided_on", "kind", "unit_kind", "counts"),
        [
            (date(1985, 1, 1), date(2021, 1, 1), "promotion", UnitKind.TOWNSHIP, 1),
            (date(1984, 12, 1), date(2021, 1, 1), "promotion", UnitKind.TOWNSHIP, 0),
            (date(1985, 1, 1), date(2020, 12, 31), "promotion", UnitKind.TOWNSHIP, 0),
            (date(1985, 1, 1), date(2021, 1, 1), "further_use", UnitKind.SUBDISTRICT, 1),
            (date(1985, 1, 1), date(2021, 1, 1), "lateral", UnitKind.TOWNSHIP, 0),
            (date(1985, 1, 1), date(2021, 1, 1), "promotion", UnitKind.GOVERNMENT, 0),
        ],
        ids=[
            "the first month, the first day",
            "born the month before",
            "decided the day before",
            "used further, from a subdistrict",
            "moved at the same level",
            "from a department",
        ],
    )
    def test_from_the_grassroots(self, birth, decided_on, kind, unit_kind, counts):
        district.appointment(
            district.person(birth=birth),
            decided_on=decided_on,
            kind=kind,
            from_unit=district.unit(kind=unit_kind),
        )

        assert value("F26") == counts

    def test_what_a_unit_was_on_the_day_decides(self):
        was_township = district.unit(kind=UnitKind.GOVERNMENT)
        was_township.versions.create(
            name="旧乡", short_name="旧乡", kind="township", begins=date(2015, 1, 1), ends=ON
        )
        district.appointment(district.person(), from_unit=was_township)

        assert value("F26") == 1

    def test_the_window_can_be_moved(self):
        district.appointment(district.person(), decided_on=date(2022, 12, 31))
        district.appointment(district.person(), decided_on=date(2023, 1, 1))

        assert value("F26", question=Question(on=ON, since=date(2023, 1, 1))) == 1

    def test_from_the_frontline_and_from_the_grassroots_may_be_the_same_person(self):
        frontline = district.entry_of(CodeList.FRONTLINES, "信访维稳", code="petition")
        other = district.entry_of(CodeList.FRONTLINES, "重大活动", code="event")
        district.appointment(district.person("甲"), frontline=frontline, source_link="frontline")
        district.appointment(district.person("丙"), frontline=other, from_unit=district.unit())
        district.appointment(district.person("乙"))

        assert (names("F26"), names("F27")) == (["乙", "甲"], ["甲"])

    @pytest.mark.parametrize(
        ("decided_on", "kind", "counts"),
        [
            (date(2023, 3, 1), "promotion", 0),
            (date(2023, 3, 2), "promotion", 1),
            (date(2022, 1, 1), "promotion", 0),
            (date(2023, 9, 1), "further_use", 0),
        ],
        ids=["on the day the posting began", "the day after", "before it", "used further"],
    )
    def test_promoted_after_the_posting_began(self, decided_on, kind, counts):
        who = district.person()
        district.posting(who, begins=date(2023, 3, 1))
        district.appointment(who, decided_on=decided_on, kind=kind)

        assert value("F28") == counts

    def test_further_use_counts_when_so_read(self):
        who = district.person()
        district.posting(who, code="rural-guide", group="three")
        district.appointment(who, kind="further_use")
        district.choose("use_after_posting", "promotion_or_further")

        assert (value("F28"), value("F29")) == (0, 1)

    def test_promoted_after_the_contest_was_decided(self):
        early, late, other = (district.person() for _ in range(3))
        for who in (early, late):
            district.shortlisted(who, result_on=date(2023, 5, 1))
        district.shortlisted(other, kind="pitch")
        district.appointment(early, decided_on=date(2023, 5, 1))
        district.appointment(late, decided_on=date(2023, 5, 2))
        district.appointment(other, decided_on=date(2023, 9, 1))

        assert (value("F30"), value("P03")) == (1, 2)


class TestNineties:
    @pytest.mark.parametrize(
        ("changes", "counts"),
        [
            ({"birth": date(1990, 1, 1)}, 1),
            ({"birth": date(1989, 12, 31)}, 0),
            ({"level": Level.CLERK}, 0),
            ({"managed_from": ON + timedelta(days=1)}, 0),
        ],
        ids=["first day", "the day before", "not leading", "not yet managed"],
    )
    def test_who_belongs(self, changes, counts):
        district.person(**changes)

        assert value("F31") == counts

    def test_everybody_managed_counts_when_so_read(self):
        district.person(level=Level.CLERK)
        district.choose("ninety_universe", "managed")

        assert value("F31") == 1

    def test_section_chief_is_a_post_and_not_a_rank(self):
        district.person("正科", level=Level.SECTION_CHIEF)
        district.person("一级主任科员", level=Level.CLERK, rank="s1", rank_since=date(2021, 1, 1))

        assert (value("F31"), names("F32")) == (1, ["正科"])

    def test_rank_alone_counts_when_so_read(self):
        district.person("一级主任科员", level=Level.CLERK, rank="s1", rank_since=date(2021, 1, 1))
        district.choose("ninety_universe", "leading_or_rank")

        assert (value("F31"), value("F32")) == (1, 0)

    @pytest.mark.parametrize(
        ("kind", "principal", "counts"),
        [
            (UnitKind.TOWNSHIP, Principal.PARTY, 1),
            (UnitKind.GOVERNMENT, Principal.GOVERNMENT, 1),
            (UnitKind.MASS, Principal.GOVERNMENT, 0),
            (UnitKind.TOWNSHIP, Principal.NONE, 0),
        ],
        ids=["party head of a township", "head of a department", "mass organization", "deputy"],
    )
    def test_principal_posts(self, kind, principal, counts):
        held = district.post(district.unit(kind=kind), principal=principal)
        district.person(post=held, post_since=date(2025, 1, 1))

        assert value("F33") == counts

    def test_a_post_is_the_one_of_the_day(self):
        held = district.post(district.unit(kind=UnitKind.TOWNSHIP), principal=Principal.PARTY)
        who = district.person(post=None)
        Spell.objects.create(
            person=who, post=held, begins=date(2024, 1, 1), ends=date(2026, 1, 1), text="书记"
        )

        assert value("F33") == 0
        assert value("F33", question=Question(on=date(2025, 12, 31))) == 1


class TestReaders:
    def test_who_may_not_see_the_rows_sees_no_number(self):
        unit = district.unit()
        secretary = district.actor("unit_secretary", unit_ids=frozenset({unit.pk}))
        district.member(district.person(unit=unit))

        told = cards(actor=secretary, question=QUESTION)

        assert [card.answer for card in told] == [None] * len(FIGURES)
        assert {card.display for card in told} == {""}
        with pytest.raises(Forbidden):
            answers(actor=secretary, question=QUESTION)

    def test_rows_about_oneself_and_ones_kin_neither_count_nor_show(self):
        me, kin, other = (district.person(name) for name in ("本人", "亲属", "他人"))
        for who in (me, kin, other):
            district.member(who)
        reader = district.actor("officer", person_id=me.pk, kin_ids=frozenset({kin.pk}))

        [answer] = answers(actor=reader, question=QUESTION, codes=["F09"]).values()
        rows = rows_behind("F09", ask=asked(QUESTION), hidden=reader.confidential_ids)

        assert (answer.value, [row.person for row in rows]) == (1, ["他人"])

    def test_the_list_can_be_narrowed_by_words_and_unit(self):
        here, there = district.unit("甲镇"), district.unit("乙局")
        district.member(district.person("张三", unit=here))
        district.member(district.person("李四", unit=there))

        def found(**narrowed):
            rows = rows_behind("F09", ask=asked(QUESTION), **narrowed)
            return [(row.person, row.unit) for row in rows]

        assert found(text="张") == [("张三", "甲镇")]
        assert found(text="乙局") == [("李四", "乙局")]
        assert found(unit_id=here.pk) == [("张三", "甲镇")]
        assert [(u["name"], u["total"]) for u in units_behind("F09", ask=asked(QUESTION))] == [
            ("甲镇", 1),
            ("乙局", 1),
        ]


def test_definitions_tell_the_readings_in_force():
    [card] = [card for card in cards(actor=OFFICER, question=QUESTION) if card.code == "F09"]

    assert "年龄不超过37周岁（含满上限当年，按年月计算）" in card.definition


def test_code_lists_are_sized_one_by_one():
    for code_list, size in (
        (CodeList.SIX_PROJECTS, 6),
        (CodeList.EIGHT_PHENOMENA, 8),
        (CodeList.EIGHT_PROHIBITIONS, 8),
    ):
        for number in range(size):
            district.entry_of(code_list, f"第{number}项")
    district.entry_of(CodeList.SIX_PROJECTS, "已废止", ends=date(2020, 1, 1))

    answer = answer_to("F23", ask=asked(QUESTION))

    assert (answer.value, answer.shown, answer.agrees) == ([6, 8, 8], "6 / 8 / 8", True)
