"""``qingmiao eligibility``: facts in, findings out, everything wrong at once, no database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

GOOD = {
    "person": "甲某", "birth": "1988.05", "sex": "1", "work_began": "2010.07", "schooling": "21",
    "levels": [{"code": "142", "begins": "2018.03", "ends": "2021.06"}, {"code": "141", "begins": "2021.06"}],
    "ranks": [], "posts": [{"level": "141", "begins": "2021.06", "title": "某镇镇长"}, {"level": "141", "begins": "2023.01"}],
    "grassroots": [{"begins": "2010.07", "ends": "2013.07"}], "grades": {"2023": "2", "2024": "1", "2025": "2"},
    "sanctions": [], "gate": "available", "on_probation": False, "is_trained": True, "is_fit": True,
    "has_kin_there": False,
}  # fmt: skip


def run(tmp_path, facts, *options, target="132", on="2026-11-26"):
    file = tmp_path / "facts.json"
    file.write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
    out = StringIO()
    call_command("eligibility", str(file), "--for", target, "--on", on, *options, stdout=out)
    return out.getvalue()


def wrongs(tmp_path, facts):
    out = StringIO()
    file = tmp_path / "facts.json"
    file.write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("eligibility", str(file), "--for", "132", "--json", stdout=out)
    assert end.value.code == 2
    return {one["where"] for one in json.loads(out.getvalue())["errors"]}


def test_one_person_is_decided_with_every_rule(tmp_path):
    told = json.loads(run(tmp_path, GOOD, "--json"))

    assert (told["person"], told["for"], told["verdict"], told["meets_from"]) == (
        "甲某",
        "132",
        "met",
        None,
    )
    assert {"rule", "article", "source", "status", "verdict", "because"} == set(told["findings"][0])
    assert {one["rule"] for one in told["findings"]} >= {
        "next_step",
        "tenure",
        "civil",
        "gate",
        "recusal",
    }


def test_who_does_not_meet_it_yet_is_told_the_month(tmp_path):
    late = GOOD | {"levels": [{"code": "141", "begins": "2024.03"}]}

    assert json.loads(run(tmp_path, late, "--json"))["meets_from"] == "2027.03"
    assert "自 2027.03 起符合" in run(tmp_path, late)


def test_a_list_is_answered_by_a_list(tmp_path):
    told = json.loads(run(tmp_path, [GOOD, GOOD | {"person": "乙某", "schooling": "37"}], "--json"))

    assert [(one["person"], one["verdict"]) for one in told] == [
        ("甲某", "met"),
        ("乙某", "not_met"),
    ]


def test_names_and_codes_ask_for_the_same(tmp_path):
    assert run(tmp_path, GOOD, target="县处级副职") == run(tmp_path, GOOD, target="132")


def test_nothing_known_is_unknown_and_never_met(tmp_path):
    told = json.loads(run(tmp_path, {}, "--json"))

    assert told["verdict"] == "unknown"
    assert {one["verdict"] for one in told["findings"]} == {"unknown"}


def test_english_is_spoken_when_asked(tmp_path):
    with translation.override("en"):
        told = run(tmp_path, GOOD)

    assert "met" in told.splitlines()[0].lower()


def test_everything_wrong_is_told_at_once_and_where(tmp_path):
    bad = GOOD | {
        "birth": "2010.13", "sex": "男", "levels": [{"code": "999", "begins": "2020.01"}, "142"],
        "posts": {}, "grades": {"20": "2", "2025": "优"}, "is_fit": "yes", "shoe_size": 42,
        "sanctions": [{"regime": "civil", "kind": "scolding", "begins": "2026.01"}, {"regime": "army"}],
        "grassroots": [{"begins": "2020.05", "ends": "2019.01"}],
    }  # fmt: skip

    assert wrongs(tmp_path, bad) == {
        "$.birth", "$.sex", "$.levels[0].code", "$.levels[1]", "$.posts", "$.grades", "$.grades.2025",
        "$.is_fit", "$.shoe_size", "$.sanctions[0].kind", "$.sanctions[1].regime",
        "$.sanctions[1].begins", "$.grassroots[0].ends",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"birth": NaN}', '"甲"'])
def test_what_is_no_file_of_facts(tmp_path, text):
    assert wrongs(tmp_path, text) <= {"$", "$[0]"}


def test_an_unknown_target_names_those_that_are_known(tmp_path):
    with pytest.raises(CommandError, match="132 县处级副职"):
        run(tmp_path, GOOD, target="局长")


def test_a_day_nobody_can_read(tmp_path):
    with pytest.raises(CommandError, match="2026-11-26"):
        run(tmp_path, GOOD, on="26/11/2026")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="读不出文件"):
        call_command("eligibility", str(tmp_path / "none.json"), "--for", "132")
