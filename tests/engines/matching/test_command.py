"""`qingmiao match` as an operator or a program meets it."""

import json

import pytest
from django.core.management import CommandError, call_command

SMALLEST = {
    "people": ["A", "B", "C"],
    "openings": ["x", "y"],
    "costs": [[1, 5], [2, 2], [3, 1]],
    "forbidden": [["C", "y"]],
}


@pytest.fixture
def told(tmp_path, capsys):
    def ask(question, *words):
        file = tmp_path / "question.json"
        text = question if isinstance(question, str) else json.dumps(question)
        file.write_text(text)
        call_command("match", str(file), *words)
        return capsys.readouterr().out

    return ask


def test_json_holds_pairs_sum_bound_status_and_reasons(told):
    answer = json.loads(told(SMALLEST, "--json"))

    assert answer["assignment"] == [["A", "x"], ["B", "y"]]
    assert (answer["objective"], answer["bound"], answer["status"]) == (3.0, 3.0, "optimal")
    assert [(one["person"], one["opening"], one["why"]) for one in answer["reasons"]] == [
        ("A", "x", "cheapest"),
        ("B", "y", "cheapest"),
        ("C", None, "dearer"),
    ]
    assert answer["reasons"][2]["message"] == (
        "落选：离得最近的是“x”（3），现由“A”担任；其成本再低 2 以上即由他替换"
    )


def test_the_table_says_the_same(told):
    said = told(SMALLEST)

    assert said.splitlines()[:2] == ["已证明最优", "总成本 3，下界 3"]
    assert "C → —  落选" in said


def test_numbers_may_be_ids_and_counts_a_list(told):
    answer = json.loads(
        told(
            {"people": [1, 2], "openings": [7], "counts": [2], "costs": [[1], [2]]},
            "--json",
        )
    )

    assert answer["assignment"] == [[1, 7], [2, 7]]


def test_an_infeasible_question_is_answered_with_the_rules_in_conflict(told):
    question = SMALLEST | {
        "forbidden": [["A", "x"], ["B", "x"], ["C", "x"], ["A", "y"]],
        "limits": [{"name": "unit", "people": ["B", "C"], "max": 2}],
    }

    answer = json.loads(told(question, "--json"))

    assert (answer["status"], answer["assignment"], answer["minimal"]) == ("infeasible", [], True)
    assert [one["message"] for one in answer["conflict"]] == [
        "“A”不得去“x”",
        "“B”不得去“x”",
        "“C”不得去“x”",
    ]


WRONG = {
    "people": ["A", "A", ""],
    "openings": ["x", "y"],
    "costs": [[1, "2"], [1], [float("nan"), None]],
    "forbidden": [["Z", "x"], ["A"]],
    "pinned": [["A", "q"]],
    "counts": {"x": -1, "q": 1, "y": {"min": 3, "max": 1}},
    "limits": [{"people": ["A"]}, {"name": "", "max": 1}, 3, {"max": 1, "people": ["Q"]}],
    "fill": "some",
    "extra": 1,
}


def test_bad_input_gets_all_its_reasons_with_row_and_field(told, capsys):
    with pytest.raises(SystemExit) as end:
        told(WRONG, "--json")
    with pytest.raises(CommandError) as no:
        told(WRONG)

    assert end.value.code == no.value.returncode == 2
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert {(one["row"], one["field"]) for one in errors} == {
        (None, "extra"), (2, "people[1]"), (3, "people[2]"), (None, "costs"), (1, "costs[0][1]"),
        (2, "costs[1]"), (3, "costs[2][0]"), (1, "counts.x"), (None, "counts.q"), (2, "counts.y"),
        (1, "forbidden[0]"), (2, "forbidden[1]"), (1, "pinned[0]"), (1, "limits[0]"),
        (2, "limits[1].name"), (3, "limits[2]"), (4, "limits[3].people"), (None, "fill"),
    }  # fmt: skip
    assert all(one["message"] for one in errors)
    assert str(no.value).count("\n") == len(errors) - 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是有效的 JSON"),
        ('{"people": [], "people": []}', "出现了两次"),
        ("[1]", "应为一组"),
        ("{}", "缺少这一项"),
        ('{"people": ["A"], "openings": ["x"], "costs": [[1e300]]}', "costs[0][0]"),
        ('{"people": ["A"], "openings": ["x"], "costs": [[true]]}', "costs[0][0]"),
        (
            json.dumps(SMALLEST | {"pinned": [["C", "y"]]}),
            "请取消其中一条",
        ),
        ("[" * 100_000, "不是有效的 JSON"),
    ],
)
def test_what_cannot_be_read_is_refused(told, text, said):
    with pytest.raises(CommandError, match=said.replace("[", r"\[")) as no:
        told(text)

    assert no.value.returncode == 2


def test_a_file_that_is_not_there_is_named_and_time_has_bounds(tmp_path, told):
    with pytest.raises(CommandError, match="读不出文件"):
        call_command("match", str(tmp_path / "nothing.json"))
    with pytest.raises(CommandError, match="--seconds"):
        told(SMALLEST, "--seconds", "0")
