"""`qingmiao contest score` as an operator meets it."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.engines.scoring.contests import as_csv, simple


@pytest.fixture
def files(tmp_path):
    rule, marks = tmp_path / "rule.json", tmp_path / "marks.csv"
    rule.write_text('{"criteria": {"a": 1}, "ties": [{"by": "median"}, {"by": "unrounded_total"}]}')
    marks.write_bytes(as_csv(simple([80, 85, 80, 80, 80], [80, 80, 85, 80, 80], [70] * 5)))
    return rule, marks


def score(files, *words):
    call_command("contest", "score", str(files[1]), "--rule", str(files[0]), *words)


def test_json_holds_entries_with_total_and_rank(files, capsys):
    score(files, "--json")

    told = json.loads(capsys.readouterr().out)
    assert [(one["entry"], one["total"], one["rank"]) for one in told["entries"]] == [
        ("E1", 81.0, 1),
        ("E2", 81.0, 1),
        ("E3", 70.0, 3),
    ]
    assert told["ties"][0]["open"] is True
    assert set(told["formula"]) == {"zh", "en", "symbols"}


def test_the_table_explains_each_tie_and_prints_the_formula(files, capsys):
    score(files)

    said = capsys.readouterr().out
    assert "    1       81.00  E1  并列" in said
    assert "评委总分的中位数: E1 80.00、E2 80.00; 仍相同" in said
    assert "每名评委各要素得分" in said
    assert "R_i = round_2(S)" in said


def test_flaws_are_told_all_at_once(files, capsys):
    files[1].write_text("entry,judge,criterion,score\nE,J,a,500\nE,J,q,1\n")

    with pytest.raises(SystemExit, match="1"):
        score(files, "--json")
    with pytest.raises(CommandError) as no:
        score(files)

    told = json.loads(capsys.readouterr().out)["errors"]
    assert [(one["row"], one["field"]) for one in told] == [(2, "score"), (3, "criterion")]
    assert str(no.value).count("\n") == 1


def test_a_file_that_is_not_there_is_named(files):
    with pytest.raises(CommandError, match="读不出文件"):
        score((files[0], files[1].with_name("none.csv")))
