"""The story itself, before anything is written."""

from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

import pytest

from qingmiao.demo.contracts import Wish
from qingmiao.demo.rules.cadres import NINETIES_GROUPS, Group
from qingmiao.demo.rules.district import invent
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.identity import id_number
from qingmiao.demo.rules.moves import FOUR_FRONTLINES
from qingmiao.people.dossiers.rules.identity import read_id_number

DAY = date(2026, 11, 23)
PLANNED = {
    ("demands.demand", "due_on"),
    ("pool.membership", "next_review_on"), ("pool.membership", "next_action_on"),
    ("pool.review", "held_on"), ("pool.reviewtask", "due_on"), ("pool.reviewproposal", "action_on"),
    ("postings.posting", "planned_end"),
    ("apartments.lease", "planned_end"), ("probation.probation", "planned_end"),
    ("vacancies.vacancy", "arises_on"), ("blocks.residentrequest", "due_on"),
    ("inspections.check", "checked_on"), ("inspections.finding", "rectify_by"),
    ("courses.trainingclass", "begins"), ("courses.trainingclass", "ends"),
    ("nominations.nominationevent", "closes_on"), ("nominations.nomination", "opinion_due_on"),
    ("campaigns.campaign", "ends"), ("lectures.lecture", "held_on"), ("postings.posting", "begins"),
    ("visits.visit", "held_on"), ("observations.observation", "answer_due_on"),
    ("campaigns.round", "begins"), ("campaigns.round", "ends"), ("campaigns.task", "due_on"),
    ("plans.plan", "ends"), ("plans.goal", "due_on"),
    ("openings.opening", "begins"), ("openings.opening", "ends"),
    ("contests.contest", "entry_closes_on"), ("contests.stage", "held_on"),
}  # fmt: skip
"""What may lie ahead: deadlines, plans, things asked for."""


@lru_cache(maxsize=1)
def district():
    return invent(Wish(day=DAY))


def digest(book):
    said = sha256()
    for table, rows in book:
        for row in rows:
            said.update(f"{table} {sorted(row.items())}".encode())
    return said.hexdigest()


class TestChance:
    def test_the_same_seed_and_day_tell_the_same_story(self):
        again = invent(Wish(day=DAY)).book

        assert digest(again) == digest(district().book)

    def test_another_seed_tells_another(self):
        other = invent(Wish(day=DAY, seed=2)).book

        assert digest(other) != digest(district().book)


class TestIdentityNumbers:
    @pytest.mark.parametrize("is_male", [True, False])
    def test_say_birth_and_sex(self, is_male):
        birth = date(1991, 2, 28)

        read = read_id_number(id_number(Draw(1), birth=birth, is_male=is_male, taken=set()))

        assert (read.birth, read.sex) == (birth, "1" if is_male else "2")

    def test_nobody_shares_one(self):
        numbers = Counter(row["id_number"] for row in district().book.rows("dossiers.person"))

        assert numbers.most_common(1)[0][1] == 1


class TestTime:
    def test_careers_have_no_gaps(self):
        gaps = []
        for cadre in district().people.serving:
            lines = sorted(cadre.stints, key=lambda stint: stint.begins)
            gaps += [c for a, c in pairwise(lines) if a.ends != c.begins]

        assert gaps == []
        assert all(cadre.stints[0].begins == cadre.entry for cadre in district().people.serving)

    def test_nobody_leads_as_a_child(self):
        for cadre in district().people.serving:
            for level, since in cadre.steps.items():
                assert since >= shifted(cadre.birth, 12 * (17 if level == "150" else 23))


class TestWhoIsWho:
    def test_the_serving_are_as_many_as_wished(self):
        assert len(district().people.serving) == 1_800

    def test_two_readings_of_the_nineties_agree_while_the_calendar_allows(self):
        alone = [c for c in district().people.of(Group.RANKED_YOUNG) if c.birth.year >= 1990]

        assert alone == []
        assert len(district().people.of(*NINETIES_GROUPS)) == 66

    def test_shares_of_the_figures_overlap_as_they_may(self):
        moves = [c.move for c in district().people.serving if c.move and c.birth.year >= 1985]
        from_towns = [
            m for m in moves if m.kind != "lateral" and "township" in m.from_kinds
        ]  # fmt: skip
        from_fronts = [m for m in moves if m.frontline in FOUR_FRONTLINES]

        assert (len(from_towns), len(from_fronts)) == (37, 31)
        assert any(m.frontline for m in from_towns)


def late(book, day):
    """Columns that name a day after the demo day."""
    found = set()
    for table, rows in book:
        for row in rows:
            for name, value in row.items():
                told = value.date() if isinstance(value, datetime) else value
                if isinstance(told, date) and told > day:
                    found.add((table, name))
    return found


@pytest.mark.parametrize(
    ("day", "seed"),
    [
        (date(2023, 6, 30), 3),
        (date(2024, 2, 29), 1),
        (date(2027, 6, 15), 5),
        (date(2027, 12, 1), 1),
        (date(2029, 8, 31), 2),
        (date(2030, 12, 31), 7),
    ],
)
def test_the_story_can_be_told_on_every_day(day, seed):
    book = invent(Wish(day=day, seed=seed)).book

    members = [
        row for row in book.rows("pool.membership")
        if row["left_on"] is None and row["state"] in ("member", "tracked", "candidate")
    ]  # fmt: skip
    spoken = {
        book.rows("lectures.corpsmember")[row["member_id"] - 1]["person_id"]
        for row in book.rows("lectures.speaking")
    }
    assert late(book, day) <= PLANNED
    assert Counter(row["tier"] for row in members) == {"A": 84, "B": 208}
    assert len({row["person_id"] for row in book.rows("blocks.duty")}) == 522
    assert len(spoken) == 66
