from datetime import date

import pytest

from qingmiao.access.enums import Role
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.models import Spell
from qingmiao.selection.demands.contracts import Wanted
from qingmiao.selection.demands.queries.demand import open_demands, progress_of
from qingmiao.selection.demands.queries.gap import gap_list, gaps
from qingmiao.selection.demands.queries.team import members_of, team, teams
from tests.factories.demands import demand, discovery, leader_of, studied, target, town
from tests.factories.house import TODAY, actor, district, officer, person, secretary, unit

pytestmark = pytest.mark.django_db
QUERIES = 9


def line(found, key):
    return next(each for each in found.lines if each.goal.key == key)


def names(found, tally):
    return [each.name for each in members_of(found, person_ids=tally.person_ids)]


@pytest.fixture
def team_of_three():
    where, slot = town()
    leader_of(slot, "甲", birth=date(1966, 9, 1), since=date(2021, 9, 1))
    leader_of(slot, "乙", sex="2", birth=date(1991, 2, 1), political_face="04")
    studied(leader_of(slot, "丙"), "农学")
    return where


def test_a_team_is_counted_against_the_defaults_of_its_kind(team_of_three):
    found = team(actor=officer(), unit_id=team_of_three.pk, on=TODAY)

    assert (found.slots, [each.name for each in found.members]) == (4, ["甲", "乙", "丙"])
    young = line(found, "age:-35")
    assert (young.least, names(found, young.at(0)), young.at(0).short) == (2, ["乙"], 1)
    assert names(found, line(found, "non_party").at(0)) == ["乙"]
    assert names(found, line(found, "major:农业农村").at(0)) == ["丙"]
    assert line(found, "non_party").band == ""


def test_whoever_retires_or_ends_a_term_is_not_there_ahead(team_of_three):
    found = team(actor=officer(), unit_id=team_of_three.pk, on=TODAY)
    renewed = team(actor=officer(), unit_id=team_of_three.pk, on=TODAY, is_renewed=True)

    assert [tally.count for tally in found.remaining] == [3, 2, 2, 0]
    assert [tally.count for tally in renewed.remaining] == [3, 2, 2, 2]
    assert found.members[0].retires == date(2027, 3, 1)


def test_a_team_stands_as_of_any_day():
    where, slot = town()
    former = person("前任", where=where)
    Spell.objects.create(
        person=former, unit=where, post=slot, begins=date(2019, 1, 1), ends=date(2024, 1, 1), text="委员"
    )  # fmt: skip
    leader_of(slot, "现任")

    def members(on):
        return [each.name for each in team(actor=officer(), unit_id=where.pk, on=on).members]

    assert members(date(2023, 12, 31)) == ["前任"]
    assert members(date(2024, 1, 1)) == ["现任"]
    assert members(date(2018, 1, 1)) == []


def test_whoever_left_the_district_is_on_no_team():
    where, slot = town()
    leader_of(slot, "退休", standing="retired", managed_until=date(2026, 5, 1))
    leader_of(slot, "去世", standing="deceased")

    found = team(actor=officer(), unit_id=where.pk, on=TODAY)

    assert found.members == ()


def test_township_experience_goes_on_while_somebody_is_there():
    where, slot = town(kind=UnitKind.GOVERNMENT)
    elsewhere = unit("远山乡", kind=UnitKind.TOWNSHIP)
    who = leader_of(slot, "甲")
    Spell.objects.create(
        person=who, unit=elsewhere, kind="posting", begins=date(2025, 6, 1), text="挂职"
    )

    found = team(actor=officer(), unit_id=where.pk, on=TODAY)

    [shown] = members_of(found)
    assert shown.township_months == 12
    assert [tally.count for tally in line(found, "township").tallies] == [0, 1, 1, 0]


def test_a_target_of_the_unit_outranks_its_kind_and_the_default(team_of_three):
    key = "female"
    ask = {"actor": officer(), "unit_id": team_of_three.pk, "on": TODAY}
    assert line(team(**ask), key).band == "≥1"

    target(kind="township", least=2)
    assert line(team(**ask), key).band == "≥2"

    target(kind="township", item="age", age_to=45, least=0, begins=date(2026, 7, 1))
    own = target(unit=team_of_three, least=3, most=4, ends=TODAY)
    assert line(team(**ask), key).band == "≥2"
    assert line(team(**{**ask, "on": date(2026, 6, 29)}), key).goal.target_id == own.pk


def test_a_reader_of_some_units_knows_no_other_team(team_of_three):
    town("别的镇")

    assert [t.unit for t in teams(actor=officer(over=team_of_three), on=TODAY)] == ["青云镇"]
    assert teams(actor=secretary(team_of_three), on=TODAY) == []
    assert team(actor=secretary(team_of_three), unit_id=team_of_three.pk, on=TODAY) is None


def test_the_gap_list_counts_what_it_lists(team_of_three):
    demand(unit=team_of_three, item_key="age:-35")
    asked = Wanted(on=TODAY)

    every = gap_list(actor=officer(), wanted=asked)

    assert {gap.unit for gap in every.gaps} == {"青云镇"}
    assert every.sums.lines == len(every.gaps)
    assert every.sums.raised == 1
    for name, field in (("kind", "kinds"), ("item", "items"), ("raised", "raised"), ("at", "at")):
        for value, count in every.choices[name].items():
            chosen = (int(value),) if name == "at" else (value,)
            narrowed = gaps(actor=officer(), wanted=Wanted(on=TODAY, **{field: chosen}))
            assert len(narrowed) == count
    assert gaps(actor=officer(), wanted=Wanted(on=TODAY, words="别的")) == ()


@pytest.mark.parametrize("number", [1, 3, 120])
def test_the_gap_list_asks_the_same_questions_for_any_number_of_teams(
    number, django_assert_num_queries
):
    _, bureau, _ = district()
    for each in range(number):
        where, slot = town(f"镇{each}", slots=2)
        studied(leader_of(slot), "法学")
        target(unit=where)
    leader_of(town("局", kind=UnitKind.GOVERNMENT)[1], "甲")
    assert bureau

    with django_assert_num_queries(QUERIES):
        found = gap_list(actor=officer(), wanted=Wanted(on=TODAY))

    assert found.sums.teams == number + 1


def test_rooms_may_cite_open_demands_they_may_read():
    where, _ = town()
    mine, anywhere = demand(unit=where, title="甲"), demand(title="乙", due_on=date(2026, 8, 1))
    demand(title="丙", unit=unit("别的局"))
    demand(title="丁", unit=where, state="met", closed_on=TODAY, close_reason="到位")

    cards = open_demands(actor=actor(Role.POINT_HEAD, over=where))

    assert [(card.id, card.title, card.unit) for card in cards] == [
        (anywhere.pk, "乙", ""),
        (mine.pk, "甲", "青云镇"),
    ]


def test_progress_counts_people_once_and_never_the_reader():
    of, cadre, other = demand(), person("甲"), person("乙")
    discovery(of, cadre)
    discovery(of, cadre, found_by="visit", origin_kind="visits.lead", origin_id=1)
    discovery(of, other, found_by="visit", origin_kind="visits.lead", origin_id=2)
    discovery(of, person("丙"), retracted_at="2026-06-30T00:00Z", retract_reason="误记")

    seen = progress_of(actor=officer(), demand_ids=[of.pk])[of.pk]
    by_oneself = progress_of(actor=officer(who=cadre), demand_ids=[of.pk])[of.pk]

    assert (seen.people, seen.by) == (2, {"office": 1, "visit": 2})
    assert (by_oneself.people, by_oneself.by) == (1, {"visit": 1})
    assert progress_of(actor=officer(), demand_ids=[demand().pk]) == {}
