import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from qingmiao.orgs.enums import CodeList
from tests.insight import district

pytestmark = pytest.mark.django_db


def told(capsys, *arguments):
    with pytest.raises(SystemExit) as ending:
        call_command("figures", *arguments)
    assert ending.value.code == 1  # a bare district never agrees with the speech
    return capsys.readouterr().out


def test_json_is_a_list_of_five_keys_a_figure(capsys):
    for number in range(4):
        district.entry_of(CodeList.FOUR_CATEGORIES, f"第{number}类")

    figures = json.loads(told(capsys, "--on", "2026-06-30", "--json"))

    assert len(figures) == 33
    assert {tuple(figure) for figure in figures} == {("id", "value", "shown", "expected", "agrees")}
    assert figures[6] == {"id": "F07", "value": 4, "shown": "4", "expected": "4", "agrees": True}
    assert figures[8]["agrees"] is False


def test_in_words_it_names_the_day_and_every_figure(capsys):
    lines = told(capsys, "--on", "2026-06-30").splitlines()

    assert lines[0] == "截至 2026-06-30"
    assert len(lines) == 34
    assert "不符" in lines[9]


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="2026-06-30"):
        call_command("figures", "--on", "soon")
