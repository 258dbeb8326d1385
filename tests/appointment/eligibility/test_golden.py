"""Golden tables: each line is one sentence about one rule, its edges by the month, its unknowns, its editions."""

from dataclasses import replace
from datetime import date

import pytest

from qingmiao.appointment.eligibility.contracts import Facts, Held, Post, Sanction
from qingmiao.appointment.eligibility.enums import Gate, Regime
from qingmiao.appointment.eligibility.rules import decide
from qingmiao.rulebook.engine import Verdict

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
ON = date(2026, 11, 15)
CLEAN = {
    "sex": "1", "birth": date(1988, 5, 1), "schooling": "21", "sanctions": (), "gate": Gate.OPEN,
    "on_probation": False, "is_trained": True, "is_fit": True, "has_kin_there": False,
    "grades": ((2023, "2"), (2024, "1"), (2025, "2")), "work_began": date(2010, 7, 1),
    "grassroots": ((date(2010, 7, 1), date(2013, 7, 1)),), "ranks": (),
}  # fmt: skip


def held(*spells):
    """``held("141", 2021, 6)``: since June 2021; with a second month until it."""
    return tuple(Held(code=code, begins=date(y, m, 1), ends=date(*end, 1) if end else None)
                 for code, y, m, end in spells)  # fmt: skip


def posts(level, count):
    return tuple(Post(level=level, begins=date(2015 + n, 1, 1)) for n in range(count))


CHIEF = Facts(**CLEAN, levels=held(("141", 2021, 6, None)), posts=posts("141", 2))
"""A chief of section in good standing: may become county deputy (132)."""
COUNTY = Facts(**CLEAN, levels=held(("132", 2022, 3, None)), posts=posts("132", 2))
DEPUTY = Facts(**CLEAN, levels=held(("142", 2022, 3, None)), posts=())
CLERK = Facts(**CLEAN | {"ranks": held(("c1", 2021, 3, None))}, levels=(), posts=())
NO_EXCELLENT = ((2023, "2"), (2024, "2"), (2025, "2"))


def verdict(facts, target, rule, on=ON):
    decision = decide(facts, target=target, on=on)
    return {finding.provision: finding.verdict for finding in decision.findings}.get(rule)


def barred(regime, kind, begins):
    return (Sanction(regime=Regime(regime), kind=kind, begins=begins),)


WORK, GRASS, TENURE = "working_years", "grassroots_years", "tenure"
POSTS_TABLE = [
    # ------------------------------------------------------------ one step at a time
    ("a chief of section may become county deputy", CHIEF, {}, "132", "next_step", MET),
    ("a county deputy may become county chief", COUNTY, {}, "131", "next_step", MET),
    ("a deputy of section may become chief of section", DEPUTY, {}, "141", "next_step", MET),
    ("a first-rank clerk may become deputy of section", CLERK, {}, "142", "next_step", MET),
    ("a deputy of section may not jump to county deputy", DEPUTY, {}, "132", "next_step", NOT_MET),
    ("a chief of section may not jump to county chief", CHIEF, {}, "131", "next_step", NOT_MET),
    ("a clerk may not jump to chief of section", CLERK, {}, "141", "next_step", NOT_MET),
    ("nobody is promoted to where they are", CHIEF, {}, "141", "next_step", NOT_MET),
    ("nobody is promoted downwards", COUNTY, {}, "141", "next_step", NOT_MET),
    ("exceptional promotion jumps no level either", DEPUTY, {"exceptional": True}, "132", "next_step", NOT_MET),
    ("a fourth-rank section member may become chief of section", CLERK, {"ranks": held(("s4", 2020, 1, None))}, "141", "next_step", MET),
    ("unknown levels leave the step unknown", CHIEF, {"levels": None}, "132", "next_step", UNKNOWN),
    ("unknown ranks leave the step unknown", CHIEF, {"ranks": None}, "132", "next_step", UNKNOWN),
    ("a level that ended is not held", CHIEF, {"levels": held(("141", 2021, 6, (2026, 11)))}, "132", "next_step", NOT_MET),
    ("a level that ends next month is still held", CHIEF, {"levels": held(("141", 2021, 6, (2026, 12)))}, "132", "next_step", MET),
    ("a level that begins next month is not held yet", CHIEF, {"levels": held(("141", 2026, 12, None))}, "132", "next_step", NOT_MET),
    # ------------------------------------------------------------ working years, county level
    ("five years of work in the month itself are enough", CHIEF, {"work_began": date(2021, 11, 30)}, "132", WORK, MET),
    ("five years of work the month before are not", CHIEF, {"work_began": date(2021, 12, 1)}, "132", WORK, NOT_MET),
    ("more than five years are enough", CHIEF, {}, "132", WORK, MET),
    ("an unknown beginning of work stays unknown", CHIEF, {"work_began": None}, "132", WORK, UNKNOWN),
    ("county chiefs need the five years too", COUNTY, {"work_began": date(2021, 12, 1)}, "131", WORK, NOT_MET),
    ("section level is not asked for five years", DEPUTY, {"work_began": date(2025, 1, 1)}, "141", WORK, None),
    # ------------------------------------------------------------ grassroots
    ("two years at the grassroots are enough", CHIEF, {"grassroots": ((date(2010, 7, 1), date(2012, 7, 1)),)}, "132", GRASS, MET),
    ("a month less than two years is not", CHIEF, {"grassroots": ((date(2010, 7, 1), date(2012, 6, 1)),)}, "132", GRASS, NOT_MET),
    ("two spells add up", CHIEF, {"grassroots": ((date(2010, 7, 1), date(2011, 7, 1)), (date(2015, 1, 1), date(2016, 1, 1)))}, "132", GRASS, MET),
    ("overlapping spells count once", CHIEF, {"grassroots": ((date(2010, 7, 1), date(2011, 7, 1)), (date(2010, 8, 1), date(2011, 8, 1)))}, "132", GRASS, NOT_MET),
    ("a spell that still runs counts until the day", CHIEF, {"grassroots": ((date(2024, 11, 1), None),)}, "132", GRASS, MET),
    ("a spell that runs since a month too late does not reach", CHIEF, {"grassroots": ((date(2024, 12, 1), None),)}, "132", GRASS, NOT_MET),
    ("no grassroots at all is not enough", CHIEF, {"grassroots": ()}, "132", GRASS, NOT_MET),
    ("unknown grassroots stays unknown", CHIEF, {"grassroots": None}, "132", GRASS, UNKNOWN),
    ("section level is not asked for grassroots", DEPUTY, {"grassroots": ()}, "141", GRASS, None),
    # ------------------------------------------------------------ two posts below
    ("two posts one level below are enough", CHIEF, {}, "132", "two_posts", MET),
    ("one post is not", CHIEF, {"posts": posts("141", 1)}, "132", "two_posts", NOT_MET),
    ("posts of a lower level do not count", CHIEF, {"posts": posts("142", 3)}, "132", "two_posts", NOT_MET),
    ("three posts are enough", CHIEF, {"posts": posts("141", 3)}, "132", "two_posts", MET),
    ("a post that begins later does not count yet", CHIEF, {"posts": (*posts("141", 1), Post(level="141", begins=date(2027, 1, 1)))}, "132", "two_posts", NOT_MET),
    ("unknown posts stay unknown", CHIEF, {"posts": None}, "132", "two_posts", UNKNOWN),
    ("section level is not asked for two posts", DEPUTY, {}, "141", "two_posts", None),
    # ------------------------------------------------------------ tenure
    ("three years as chief of section in the month itself", CHIEF, {"levels": held(("141", 2023, 11, None))}, "132", TENURE, MET),
    ("three years as chief of section the month before", CHIEF, {"levels": held(("141", 2023, 12, None))}, "132", TENURE, NOT_MET),
    ("two years as county deputy in the month itself", COUNTY, {"levels": held(("132", 2024, 11, None))}, "131", TENURE, MET),
    ("two years as county deputy the month before", COUNTY, {"levels": held(("132", 2024, 12, None))}, "131", TENURE, NOT_MET),
    ("two years as deputy of section in the month itself", DEPUTY, {"levels": held(("142", 2024, 11, None))}, "141", TENURE, MET),
    ("two years as deputy of section the month before", DEPUTY, {"levels": held(("142", 2024, 12, None))}, "141", TENURE, NOT_MET),
    ("three years as first-rank clerk in the month itself", CLERK, {"ranks": held(("c1", 2023, 11, None))}, "142", TENURE, MET),
    ("three years as first-rank clerk the month before", CLERK, {"ranks": held(("c1", 2023, 12, None))}, "142", TENURE, NOT_MET),
    ("interrupted tenure adds up", CHIEF, {"levels": held(("141", 2019, 1, (2021, 1)), ("141", 2025, 11, None))}, "132", TENURE, MET),
    ("interrupted tenure a month short does not", CHIEF, {"levels": held(("141", 2019, 1, (2021, 1)), ("141", 2025, 12, None))}, "132", TENURE, NOT_MET),
    ("third and fourth rank count together for chief of section", CLERK, {"ranks": held(("s4", 2024, 11, (2025, 11)), ("s3", 2025, 11, None))}, "141", TENURE, MET),
    ("third and fourth rank a month short do not", CLERK, {"ranks": held(("s4", 2024, 12, (2025, 11)), ("s3", 2025, 11, None))}, "141", TENURE, NOT_MET),
    ("exceptional promotion waives the tenure", DEPUTY, {"levels": held(("142", 2025, 6, None)), "exceptional": True}, "141", TENURE, MET),
    ("unknown levels leave the tenure unknown", CHIEF, {"levels": None}, "132", TENURE, UNKNOWN),
    # ------------------------------------------------------------ schooling
    ("a university graduate has the schooling", CHIEF, {}, "132", "schooling", MET),
    ("a college graduate has the schooling", CHIEF, {"schooling": "31"}, "132", "schooling", MET),
    ("a party college counts as college", CHIEF, {"schooling": "34"}, "132", "schooling", MET),
    ("a secondary school is not enough", CHIEF, {"schooling": "35"}, "132", "schooling", NOT_MET),
    ("high school is not enough", CHIEF, {"schooling": "37"}, "132", "schooling", NOT_MET),
    ("unknown schooling stays unknown", CHIEF, {"schooling": None}, "132", "schooling", UNKNOWN),
    # ------------------------------------------------------------ training, health
    ("training done is met", CHIEF, {}, "132", "training", MET),
    ("training missing is made good afterwards and does not bar", CHIEF, {"is_trained": False}, "132", "training", MET),
    ("unknown training stays unknown", CHIEF, {"is_trained": None}, "132", "training", UNKNOWN),
    ("somebody fit is met", CHIEF, {}, "132", "health", MET),
    ("somebody unfit is not", CHIEF, {"is_fit": False}, "132", "health", NOT_MET),
    ("unknown health stays unknown", CHIEF, {"is_fit": None}, "132", "health", UNKNOWN),
    # ------------------------------------------------------------ retirement, with the reform's arithmetic
    ("a man born November 1966 reached sixty in this month and is delayed six months", CHIEF, {"birth": date(1966, 11, 1)}, "132", "age", MET),
    ("a man born April 1966 is delayed four months and has reached it", CHIEF, {"birth": date(1966, 4, 1)}, "132", "age", NOT_MET),
    ("a man long past retirement", CHIEF, {"birth": date(1960, 1, 1)}, "132", "age", NOT_MET),
    ("a woman of section level retires from fifty-five", DEPUTY, {"sex": "2", "birth": date(1970, 1, 1)}, "141", "age", NOT_MET),
    ("a woman of county level retires as men do", COUNTY, {"sex": "2", "birth": date(1970, 1, 1)}, "131", "age", MET),
    ("an unknown birth stays unknown", CHIEF, {"birth": None}, "132", "age", UNKNOWN),
    ("an unknown sex stays unknown", CHIEF, {"sex": None}, "132", "age", UNKNOWN),
    # ------------------------------------------------------------ appraisals
    ("three competent years", CHIEF, {"grades": NO_EXCELLENT}, "132", "appraisals", MET),
    ("a barely competent last year", CHIEF, {"grades": ((2023, "2"), (2024, "2"), (2025, "3"))}, "132", "appraisals", NOT_MET),
    ("a barely competent third last year", CHIEF, {"grades": ((2023, "3"), (2024, "2"), (2025, "2"))}, "132", "appraisals", NOT_MET),
    ("a barely competent fourth last year does not count any more", CHIEF, {"grades": ((2022, "3"), *NO_EXCELLENT)}, "132", "appraisals", MET),
    ("an incompetent year", CHIEF, {"grades": ((2023, "2"), (2024, "4"), (2025, "2"))}, "132", "appraisals", NOT_MET),
    ("a barely qualified year of institution staff", CHIEF, {"grades": ((2023, "2B"), (2024, "3B"), (2025, "2B"))}, "132", "appraisals", NOT_MET),
    ("qualified years of institution staff", CHIEF, {"grades": ((2023, "2B"), (2024, "2B"), (2025, "2B"))}, "132", "appraisals", MET),
    ("a missing year stays unknown", CHIEF, {"grades": ((2023, "2"), (2025, "2"))}, "132", "appraisals", UNKNOWN),
    ("a bad year is told although another is missing", CHIEF, {"grades": ((2023, "4"),)}, "132", "appraisals", NOT_MET),
    ("the running year is not asked yet", CHIEF, {"grades": ((2026, "4"), *NO_EXCELLENT)}, "132", "appraisals", MET),
    ("unknown appraisals stay unknown", CHIEF, {"grades": None}, "132", "appraisals", UNKNOWN),
    # ------------------------------------------------------------ probation and exceptional promotion
    ("somebody on probation waits", CHIEF, {"on_probation": True}, "132", "probation", NOT_MET),
    ("somebody past probation does not", CHIEF, {}, "132", "probation", MET),
    ("unknown probation stays unknown", CHIEF, {"on_probation": None}, "132", "probation", UNKNOWN),
    ("exceptional after twelve months in the month itself", DEPUTY, {"exceptional": True, "levels": held(("142", 2025, 11, None))}, "141", "exceptional_wait", MET),
    ("exceptional within twelve months is forbidden", DEPUTY, {"exceptional": True, "levels": held(("142", 2025, 12, None))}, "141", "exceptional_wait", NOT_MET),
    ("the wait is not asked of usual promotions", DEPUTY, {"levels": held(("142", 2025, 12, None))}, "141", "exceptional_wait", None),
    ("exceptional twice in a row is forbidden", DEPUTY, {"exceptional": True, "last_exceptional": True}, "141", "exceptional_once", NOT_MET),
    ("exceptional after a usual promotion is allowed", DEPUTY, {"exceptional": True, "last_exceptional": False}, "141", "exceptional_once", MET),
    ("exceptional after nobody knows what stays unknown", DEPUTY, {"exceptional": True}, "141", "exceptional_once", UNKNOWN),
    ("twice in a row is not asked of usual promotions", DEPUTY, {"last_exceptional": True}, "141", "exceptional_once", None),
    # ------------------------------------------------------------ recusal
    ("no kin in the unit", CHIEF, {}, "132", "recusal", MET),
    ("kin in the unit", CHIEF, {"has_kin_there": True}, "132", "recusal", NOT_MET),
    ("unknown kin stays unknown", CHIEF, {"has_kin_there": None}, "132", "recusal", UNKNOWN),
]  # fmt: skip
BARS_TABLE = [
    ("no sanction", (), "civil", MET),
    ("unknown sanctions stay unknown", None, "civil", UNKNOWN),
    ("a warning ends after six months to the day", barred("civil", "warning", date(2026, 5, 15)), "civil", MET),
    ("a warning still bars the day before", barred("civil", "warning", date(2026, 5, 16)), "civil", NOT_MET),
    ("a demerit ends after twelve months", barred("civil", "demerit", date(2025, 11, 15)), "civil", MET),
    ("a demerit still bars the day before", barred("civil", "demerit", date(2025, 11, 16)), "civil", NOT_MET),
    ("a major demerit ends after eighteen months", barred("civil", "major_demerit", date(2025, 5, 15)), "civil", MET),
    ("a major demerit still bars the day before", barred("civil", "major_demerit", date(2025, 5, 16)), "civil", NOT_MET),
    ("removal ends after twenty-four months", barred("civil", "removal", date(2024, 11, 15)), "civil", MET),
    ("removal still bars the day before", barred("civil", "removal", date(2024, 11, 16)), "civil", NOT_MET),
    ("demotion bars as long as removal", barred("civil", "demotion", date(2024, 11, 16)), "civil", NOT_MET),
    ("a sanction that begins tomorrow does not bar today", barred("civil", "warning", date(2026, 11, 16)), "civil", MET),
    ("what is left of the old sanction is added to the new one", (*barred("civil", "demerit", date(2025, 1, 15)), *barred("civil", "demerit", date(2025, 7, 15))), "civil", NOT_MET),
    ("sanctions one after the other are not added", (*barred("civil", "demerit", date(2024, 1, 15)), *barred("civil", "demerit", date(2025, 11, 15))), "civil", MET),
    ("institution staff are lowered for twenty-four months", barred("institution", "lowered", date(2024, 11, 16)), "institution", NOT_MET),
    ("and not a day longer", barred("institution", "lowered", date(2024, 11, 15)), "institution", MET),
    ("a party warning bars a year", barred("party", "warning", date(2025, 11, 16)), "party", NOT_MET),
    ("and not a day longer than a year", barred("party", "warning", date(2025, 11, 15)), "party", MET),
    ("a serious party warning bars a year and a half", barred("party", "serious_warning", date(2025, 5, 16)), "party", NOT_MET),
    ("removal from party posts bars two years", barred("party", "removal", date(2024, 11, 16)), "party", NOT_MET),
    ("the latest end of party sanctions prevails, they are not added", (*barred("party", "warning", date(2025, 9, 1)), *barred("party", "warning", date(2025, 10, 1))), "party", MET),
    ("an admonition bars half a year", barred("organisation", "admonition", date(2026, 5, 16)), "organisation", NOT_MET),
    ("and not a day longer than half a year", barred("organisation", "admonition", date(2026, 5, 15)), "organisation", MET),
    ("a sanction of one regime is not another's", barred("party", "warning", date(2026, 1, 1)), "civil", MET),
]  # fmt: skip
RANKS_TABLE = [
    ("two years at fourth rank in the month itself", held(("s4", 2024, 11, None)), (), NO_EXCELLENT, "s3", TENURE, MET),
    ("two years at fourth rank the month before", held(("s4", 2024, 12, None)), (), NO_EXCELLENT, "s3", TENURE, NOT_MET),
    ("one excellent year saves half a year", held(("s4", 2025, 5, None)), (), ((2024, "2"), (2025, "1")), "s3", TENURE, MET),
    ("one excellent year saves no month more", held(("s4", 2025, 6, None)), (), ((2024, "2"), (2025, "1")), "s3", TENURE, NOT_MET),
    ("an excellent year before the rank saves nothing", held(("s4", 2025, 5, None)), (), ((2024, "1"), (2025, "2")), "s3", TENURE, NOT_MET),
    ("two excellent years save a year", held(("s4", 2024, 11, None)), (), ((2024, "1"), (2025, "1")), "s3", TENURE, MET),
    ("a barely competent year is not counted", held(("s4", 2024, 11, None)), (), ((2024, "2"), (2025, "3")), "s3", TENURE, NOT_MET),
    ("with a barely competent year a third year makes it good", held(("s4", 2023, 11, None)), (), ((2024, "2"), (2025, "3")), "s3", TENURE, MET),
    ("an ungraded year is not counted either", held(("s4", 2024, 11, None)), (), ((2024, "2"), (2025, "5")), "s3", TENURE, NOT_MET),
    ("two years as deputy of section lead to third rank", (), held(("142", 2024, 11, None)), NO_EXCELLENT, "s3", TENURE, MET),
    ("two years as chief of section lead to first rank", (), held(("141", 2024, 11, None)), NO_EXCELLENT, "s1", TENURE, MET),
    ("two years as county deputy lead to third-rank researcher", (), held(("132", 2024, 11, None)), NO_EXCELLENT, "r3", TENURE, MET),
    ("first rank leads to fourth-rank researcher", held(("s1", 2024, 11, None)), (), NO_EXCELLENT, "r4", "next_step", MET),
    ("second rank does not lead to fourth-rank researcher", held(("s2", 2020, 1, None)), (), NO_EXCELLENT, "r4", "next_step", NOT_MET),
    ("second-rank researcher is the highest of a district", held(("r3", 2020, 1, None)), (), NO_EXCELLENT, "r2", "highest", MET),
    ("second clerks lead to first clerks after two years", held(("c2", 2024, 11, None)), (), NO_EXCELLENT, "c1", TENURE, MET),
    ("unknown appraisals leave the months unknown", held(("s4", 2020, 1, None)), (), None, "s3", TENURE, UNKNOWN),
    ("unknown ranks leave the next rank unknown", None, (), NO_EXCELLENT, "s3", "next_step", UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "changes", "target", "rule", "wanted"),
    [line[1:] for line in POSTS_TABLE],
    ids=[line[0] for line in POSTS_TABLE],
)
def test_posts(facts, changes, target, rule, wanted):
    assert verdict(replace(facts, **changes), target, rule) == wanted


@pytest.mark.parametrize(
    ("sanctions", "rule", "wanted"),
    [line[1:] for line in BARS_TABLE],
    ids=[line[0] for line in BARS_TABLE],
)
def test_bars(sanctions, rule, wanted):
    assert verdict(replace(CHIEF, sanctions=sanctions), "132", rule) == wanted


@pytest.mark.parametrize(
    ("ranks", "levels", "grades", "target", "rule", "wanted"),
    [line[1:] for line in RANKS_TABLE],
    ids=[line[0] for line in RANKS_TABLE],
)
def test_ranks(ranks, levels, grades, target, rule, wanted):
    facts = replace(CHIEF, ranks=ranks, levels=levels, grades=grades)
    assert verdict(facts, target, rule) == wanted


@pytest.mark.parametrize(
    ("gate", "until", "wanted"),
    [
        (Gate.OPEN, None, MET), (Gate.HELD, None, NOT_MET), (Gate.HELD, date(2026, 11, 15), NOT_MET),
        (Gate.HELD, date(2026, 11, 14), MET), (None, None, UNKNOWN),
    ],
    ids=[
        "available", "held for an unknown time", "held until and with the day", "held until yesterday",
        "no answer yet",
    ],
)  # fmt: skip
def test_the_gate(gate, until, wanted):
    assert verdict(replace(CHIEF, gate=gate, held_until=until), "132", "gate") == wanted


def test_there_are_at_least_120_lines_each_of_its_own_name():
    names = [line[0] for line in (*POSTS_TABLE, *BARS_TABLE, *RANKS_TABLE)]
    assert len(names) >= 120
    assert len(set(names)) == len(names)


def test_a_changed_regulation_is_read_as_of_its_day():
    """Organisational measures are a matter of 2021: before, the article says nothing, and bars nobody."""
    before, since = date(2021, 3, 18), date(2021, 3, 19)
    measured = replace(CHIEF, sanctions=barred("organisation", "admonition", date(2021, 1, 1)))

    assert verdict(measured, "132", "organisation", before) is None
    assert verdict(measured, "132", "organisation", since) == NOT_MET
