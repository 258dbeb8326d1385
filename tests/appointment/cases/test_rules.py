from datetime import date

import pytest

from qingmiao.appointment.cases import rules
from qingmiao.appointment.cases.contracts import NO_CALENDAR, AppointmentFacts, CaseFacts
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from qingmiao.workdays.contracts import WorkCalendar
from qingmiao.workdays.queries import years_of_work

CALENDAR = WorkCalendar(years=years_of_work(on=date(2026, 12, 31)))


def case(**changes):
    facts = {
        "decided_on": date(2025, 4, 3),
        "notice_begins": date(2025, 4, 7),
        "notice_ends": date(2025, 4, 11),
        "must_be_decided": True,
        "must_be_noticed": False,
        "calendar": CALENDAR,
    }
    return CaseFacts(**{**facts, **changes})


def verdicts(facts, on=date(2025, 4, 7)):
    assessment = rules.PROCEDURE.assess(facts, articles=regulation("cases/procedure").on(on))
    return {finding.provision: finding.verdict for finding in assessment.findings}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.MET),
        ({"notice_ends": date(2025, 4, 10)}, Verdict.NOT_MET),
        ({"notice_begins": date(2025, 4, 28), "notice_ends": date(2025, 5, 5)}, Verdict.NOT_MET),
        ({"notice_ends": None}, Verdict.UNKNOWN),
        ({"calendar": NO_CALENDAR}, Verdict.UNKNOWN),
        ({"calendar": NO_CALENDAR, "notice_ends": date(2025, 4, 9)}, Verdict.NOT_MET),
    ],
    ids=[
        "five working days", "one short", "五一 does not count", "date not on file",
        "the year is not on file", "too few days in any year",
    ],
)  # fmt: skip
def test_a_notice_stands_five_working_days(changes, verdict):
    assert verdicts(case(**changes))["notice_working_days"] is verdict


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.MET),
        ({"decided_on": date(2025, 4, 7)}, Verdict.MET),
        ({"decided_on": date(2025, 4, 8)}, Verdict.NOT_MET),
        ({"decided_on": None}, Verdict.UNKNOWN),
    ],
    ids=["after the decision", "on its day", "before it", "date not on file"],
)
def test_a_notice_follows_the_decision(changes, verdict):
    assert verdicts(case(**changes))["notice_follows_decision"] is verdict


def test_before_the_article_nothing_is_asked():
    assert verdicts(case(), on=date(2013, 1, 1)) == {}


def test_the_article_cited_is_the_one_of_the_day():
    [_, before] = rules.PROCEDURE.assess(
        case(), articles=regulation("cases/procedure").on(date(2018, 5, 7))
    ).findings
    [_, after] = rules.PROCEDURE.assess(
        case(), articles=regulation("cases/procedure").on(date(2019, 5, 7))
    ).findings

    assert (before.article, after.source[-6:]) == ("第四十一条", "（2019）")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"decided_on": None}, ["讨论决定及以后的事项须填写讨论决定日期"]),
        ({"decided_on": None, "must_be_decided": False}, []),
        ({"notice_begins": None, "must_be_noticed": True}, ["任前公示的事项须填写公示起"]),
        ({"notice_ends": date(2025, 4, 6)}, ["公示止不得早于公示起"]),
    ],
)
def test_the_dates_of_a_case_agree(changes, said):
    assert list(rules.case_disagreements(case(**changes))) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"is_of_the_vacancys_unit": False}, ["所选空缺不属于新单位"]),
        ({"is_of_the_posts_unit": False}, ["所选新职位不属于新单位"]),
        ({"motioned_on": date(2025, 4, 8)}, ["决定日期早于所属选任事项的动议日期"]),
        ({"is_higher": False}, ["提拔但职务层次没有提高，请在类型说明中写明理由"]),
        ({"is_higher": False, "has_note": True}, []),
        ({"is_promotion": False, "is_higher": False, "is_lateral": True}, []),
        (
            {"is_promotion": False, "is_lateral": True},
            ["平职但职务层次提高，请改为提拔，或在类型说明中写明理由"],
        ),
        ({"is_promotion": False}, []),
    ],
    ids=[
        "promoted upwards", "another unit's vacancy", "another unit's post", "before the motion",
        "promoted, not higher", "promoted, not higher, with a note", "lateral", "lateral, higher",
        "used further, higher",
    ],
)  # fmt: skip
def test_the_papers_of_an_appointment_agree(changes, said):
    facts = {
        "decided_on": date(2025, 4, 7),
        "motioned_on": None,
        "is_of_the_vacancys_unit": None,
        "is_of_the_posts_unit": None,
        "is_promotion": True,
        "is_lateral": False,
        "is_higher": True,
        "has_note": False,
    }

    told = rules.appointment_disagreements(AppointmentFacts(**{**facts, **changes}))

    assert list(told) == said
