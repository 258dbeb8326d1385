import pytest

from qingmiao.insight.figures.contracts import Answer
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS, FIGURES
from qingmiao.insight.reports.contracts import Facts
from qingmiao.insight.reports.rules.checker import CHECKED, findings

VALUES = {
    "F09": 84, "F10": 208, "F11": 1900, "F12": 1523, "F13": 5012, "F14": 6, "F15": 10, "F16": 5,
    "F17": 3, "F18": 2, "F19": 520, "F20": 24, "F21": 23, "F22": 7, "F23": [6, 8, 8], "F24": 135,
    "F25": 95.0, "F26": 37, "F27": 31, "F28": 4, "F29": 3, "F30": 20, "F31": 66, "F32": 4, "F33": 2,
}  # fmt: skip


def answer(code, value=None, shown=None):
    expected = DEFINITIONS[code].expected
    value = VALUES.get(code, DEFINITIONS[code].named_number) if value is None else value
    return Answer(code=code, value=value, shown=shown or expected, expected=expected)


def people(begins, number):
    return frozenset(f"person:{pk}" for pk in range(begins, begins + number))


def facts(*, answers=None, keys=None, lecturers="participations"):
    """A speech in which everything agrees, but for what a test says."""
    sound = {
        "P01": people(0, 292), "F09": people(0, 84), "F10": people(84, 208),
        "P02": people(500, 10), "F16": people(500, 5), "F17": people(505, 3), "F18": people(508, 2),
        "F29": people(500, 3), "F15": people(600, 10), "F28": people(600, 4),
        "P03": people(700, 40), "F30": people(700, 20),
        "F31": people(800, 66), "F32": people(800, 4), "F33": people(803, 2),
        "F24": frozenset({"flat:1"}), "F25": frozenset({"flat:1"}),
    }  # fmt: skip
    return Facts(
        answers={figure.code: answer(figure.code) for figure in FIGURES} | (answers or {}),
        keys=sound | (keys or {}),
        named={f.code: f.named_number for f in FIGURES if f.named_number is not None},
        readings={"lecturers": lecturers},
    )


def told(**changes):
    return [(finding.severity, finding.figures) for finding in findings(facts(**changes))]


def test_a_speech_that_agrees_has_no_findings():
    assert told() == []
    assert set(facts().keys) == set(CHECKED)


@pytest.mark.parametrize(
    ("keys", "figures"),
    [
        ({"F28": people(609, 2)}, ("F28", "F15")),
        ({"F29": people(509, 2)}, ("F29", "P02")),
        ({"F30": people(730, 20)}, ("F30", "P03")),
        ({"F32": people(865, 2)}, ("F32", "F31")),
        ({"F33": people(0, 1)}, ("F33", "F31")),
        ({"F25": frozenset({"flat:2"})}, ("F25", "F24")),
    ],
    ids=[
        "F28 in F15",
        "F29 in the three",
        "F30 in the shortlist",
        "F32 in F31",
        "F33 in F31",
        "F25",
    ],
)
def test_a_part_outside_its_whole(keys, figures):
    assert told(keys=keys) == [("contradiction", figures)]


def test_the_number_alone_would_not_show_it():
    [finding] = findings(facts(keys={"F28": people(1, 4)}))

    assert finding.message == "F28 项目专员提拔使用应包含在F15 项目专员之内，却有 4 项不在其中"


def test_parts_that_overlap_do_not_add_up():
    assert told(keys={"F18": people(507, 2)}) == [
        ("contradiction", ("F16", "F17", "F18", "P02")),
    ]


def test_who_is_in_no_part_is_worth_knowing():
    [finding] = findings(facts(keys={"P01": people(0, 295)}))

    assert finding.severity == "notice"
    assert "相差 3 未计入任何一项" in finding.message


def test_one_word_for_persons_and_for_times():
    [finding] = findings(facts(answers={"F11": answer("F11", 62)}, lecturers="persons"))

    assert finding.figures == ("F11", "F12", "F13")
    assert "1523 场宣讲至少有 1523 人次" in finding.message


def test_fewer_participations_than_lectures_is_impossible():
    assert told(answers={"F11": answer("F11", 62)}) == [("contradiction", ("F11", "F12"))]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [("F07", 5, "5"), ("F23", [6, 7, 8], "6 / 7 / 8"), ("F14", 4, "4+"), ("F01", 4, "4")],
)
def test_a_name_with_a_number_holds_that_many(code, value, shown):
    assert told(answers={code: answer(code, value, shown)}) == [("contradiction", (code,))]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [("F19", 500, "500"), ("F20", 12, "10余"), ("F25", 94.4, "94%")],
    ids=["余 of exactly 500", "20余 of 12", "高达95% of 94.4"],
)
def test_words_that_promise_more_than_the_number(code, value, shown):
    assert told(answers={code: answer(code, value, shown)}) == [("contradiction", (code,))]


def test_rounding_up_is_told():
    [finding] = findings(facts(answers={"F25": answer("F25", 94.8)}))

    assert finding.severity == "notice"
    assert finding.message == "F25 人才公寓使用率：“高达95%”是四舍五入，实际为 94.8%"


def test_more_than_all_is_impossible():
    assert ("contradiction", ("F25",)) in told(answers={"F25": answer("F25", 101.0, "101%")})
