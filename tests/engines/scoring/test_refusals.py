"""Bad rules and bad marks: every reason at once, each with its place and its remedy."""

import json

import pytest

from qingmiao.engines.scoring.rules.marks import marks_of
from qingmiao.engines.scoring.rules.schema import CONTEST_RULE
from qingmiao.engines.scoring.services.scoring import NotScored, read_rule, score_files
from tests.engines.scoring.contests import as_csv, as_text, simple

RULE = {"criteria": {"a": 60, "b": 40}}
UNDERSTOOD = {
    "$schema", "$id", "$ref", "$defs", "title", "type", "enum", "properties", "required",
    "additionalProperties", "minProperties", "maxProperties", "items", "minItems", "maxItems",
    "minimum", "maximum", "exclusiveMinimum", "pattern", "maxLength",
}  # fmt: skip


def refused(rule, content):
    with pytest.raises(NotScored) as no:
        score_files(rule if isinstance(rule, str) else as_text(rule), content)
    return [(flaw.row, flaw.field) for flaw in no.value.flaws], " ".join(no.value.reasons)


def keywords(schema):
    yield from schema
    for inside in ("properties", "$defs"):
        for one in schema.get(inside, {}).values():
            yield from keywords(one)
    for inside in ("items", "additionalProperties"):
        if isinstance(schema.get(inside), dict):
            yield from keywords(schema[inside])


def test_the_schema_says_nothing_our_reader_does_not_understand():
    assert set(keywords(CONTEST_RULE)) <= UNDERSTOOD


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("{", ["$"]),
        ('{"criteria": {"a": 1, "a": 2}}', ["$"]),
        ("[1]", ["$"]),
        ({}, ["criteria"]),
        ({"criteria": {}}, ["criteria"]),
        ({"criteria": {"a": 0, "b": "x"}, "precision": 9, "extra": 1},
         ["criteria.a", "criteria.b", "precision", "extra"]),
        ({"criteria": {"a": True}}, ["criteria.a"]),
        ('{"criteria": {"a": NaN}}', ["criteria.a"]),
        ({"criteria": {"a": {"label": "x"}, "b": {"independent": True, "weight": 3}}},
         ["criteria.a", "criteria.b.weight"]),
        ({"criteria": {"a": {"weight": 1, "scale": {"min": 10, "max": 5}, "veto": {"below": 50}}},
          "stages": {"x": 50, "y": 40}, "groups": {"g": 50, "h": 40}},
         ["stages", "stages.x.groups", "stages.x.criteria.a.scale", "stages.x.criteria.a.veto.below",
          "stages.y.groups", "stages.y.criteria.a.scale", "stages.y.criteria.a.veto.below"]),
        ({"criteria": {"a": 1}, "aggregation": {"kind": "mean", "drop": 1}}, ["aggregation.drop"]),
        ({"criteria": {"a": 1}, "aggregation": {"kind": "trimmed_mean", "drop": 0}},
         ["aggregation.drop"]),
        ({"criteria": {"a": 1}, "ties": [{"by": "lot"}, {"by": "criterion"}]}, ["ties[0]", "ties[1]"]),
        ({"criteria": {"a": 1}, "ties": [{"by": "lot", "commitment": "0" * 64}, {"by": "median"}]},
         ["ties[0]"]),
        ({"criteria": {"a": 1}, "ties": [{"by": "criterion", "criterion": "z"},
                                         {"by": "stage", "stage": "q"}, {"by": "group", "group": "h"}]},
         ["ties[0].criterion", "ties[1].stage", "ties[2].group"]),
        ({"criteria": {"a": {"independent": True}}}, ["criteria"]),
        ({"criteria": {"a": 1}, "stages": {"x": {"weight": 100, "advance": {"kind": "top"}}}},
         ["stages.x.advance"]),
        ({"criteria": {"a": 1}, "stages": {"x": {"weight": 100, "advance": {"kind": "top", "count": 1}}}},
         ["stages.x.advance"]),
        ("[" * 5000, ["$"]),
    ],
)  # fmt: skip
def test_a_rule_is_refused_with_all_its_reasons(rule, fields):
    with pytest.raises(NotScored) as no:
        read_rule(rule if isinstance(rule, str) else json.dumps(rule))

    assert [flaw.field for flaw in no.value.flaws] == fields


def test_a_rule_that_says_everything_is_read():
    rule = {
        "title": "示例",
        "criteria": {
            "plan": {
                "weight": 60, "label": "方案", "scale": {"min": 0, "max": 20, "step": 0.5},
                "levels": [{"at": 18, "label": "优", "anchor": "数据可核"}],
                "veto": {"below": 5, "judges": 3},
            },
            "speech": 40,
            "note": {"independent": True, "required": False},
        },
        "stages": {
            "written": {"weight": 40, "advance": {"kind": "ratio", "places": 2, "per_place": 3}},
            "show": {"weight": 60, "aggregation": {"kind": "median"}},
        },
        "groups": {"expert": {"weight": 70, "aggregation": {"kind": "trimmed_mean", "drop": 1}},
                   "public": 30},
        "out_of": 100, "precision": 3, "rounding": "half_even", "missing": "reweight",
        "ties": [{"by": "stage", "stage": "show"}, {"by": "lot", "commitment": "0" * 64}],
    }  # fmt: skip

    read = read_rule(json.dumps(rule))

    assert read.stages[0].advance.count == 6
    assert [group.aggregation.kind for group in read.stages[1].groups] == ["trimmed_mean", "median"]


def test_every_bad_row_is_named_with_field_and_remedy():
    content = (
        b"entry,judge,criterion,score\n"
        b"E1,J1,a,90\n"
        b"E1,J1,b,101\n"  # out of scale
        b"E1,J1,a,91\n"  # twice
        b"E1,J2,c,80\n"  # no such criterion
        b"E1,J3,a,ninety\n"  # no number
        b",J3,b,80\n"  # no entry
        b"E2,J1,a,80\n"  # lacks b
        b"E1,J4,a,1e2\n"
    )

    places, said = refused(RULE, content)

    assert places == [
        (3, "score"),
        (4, "criterion"),
        (5, "criterion"),
        (6, "score"),
        (7, "entry"),
        (9, "score"),
        (None, "criterion"),
    ]
    assert "101 超出“b”的量程 0–100" in said
    assert "与第 2 行重复" in said
    assert "评委“J1”没有给“E2”的b打分" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"entry,judge,criterion,score\n", "只有表头"),
        (b"entry,judge,score\nE,J,1\n", "缺少“criterion”一列"),
        (b"entry,judge,criterion,score,score\nE,J,a,1,1\n", "出现了两次"),
        (b"entry,judge,criterion,score,name\nE,J,a,1,x\n", "不认识“name”一列"),
        (b'entry,judge,criterion,score\nE,"J\n', "没有填写"),
    ],
)
def test_a_file_that_is_none_is_refused(content, said):
    assert said in refused(RULE, content)[1]


def test_stages_and_groups_must_be_those_of_the_rule():
    rule = {"criteria": {"a": 1}, "stages": {"x": 100}, "groups": {"g": 50, "h": 50}}
    rows = [
        ("E", "J1", "a", "1", "x", "g"),
        ("E", "J1", "a", "1", "y", "g"),
        ("E", "J2", "a", "1", "x", "k"),
        ("F", "J1", "a", "1", "x", "h"),
        ("G", "J1", "a", "1", "x", "g"),
        ("G", "J3", "a", "1", "", ""),
    ]

    places, said = refused(rule, as_csv(rows))

    assert places == [(3, "stage"), (4, "group"), (5, "group"), (7, "stage")]
    assert "同一环节一名评委只属一组" in said
    assert refused({"criteria": {"a": 1}}, as_csv(rows))[0] == [(None, "stage")]


def test_an_entry_a_group_passed_over_is_named():
    rule = {"criteria": {"a": 1}, "groups": {"g": 50, "h": 50}}
    rows = [("E", "J1", "a", "1", "", "g"), ("E", "J2", "a", "1", "", "h"),
            ("F", "J1", "a", "1", "", "g")]  # fmt: skip

    assert "“h”组没有评委给“F”打分" in refused(rule, as_csv(rows))[1]


def test_trimming_needs_two_k_and_three_judges():
    rule = {"criteria": {"a": 1}, "aggregation": {"kind": "trimmed_mean", "drop": 1}}

    places, said = refused(rule, as_csv(simple([80, 81, 82, 83], judges="wxyz")))

    assert places == [(None, "judge")]
    assert "只有 4 名评委" in said
    assert "至少要 5 名" in said


def test_a_mark_between_two_steps_is_refused():
    rule = {"criteria": {"a": {"weight": 1, "scale": {"max": 10, "step": 0.5}}}}

    assert "不是“a”最小单位 0.5 的整数倍" in refused(rule, as_csv(simple([8.3], judges="x")))[1]


def test_spreadsheets_of_chinese_windows_are_read():
    text = "entry,judge,criterion,score\n甲一,评委一,a,80\n"

    assert marks_of(text.encode("gb18030")).marks == marks_of(text.encode("utf-8-sig")).marks
