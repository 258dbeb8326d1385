from datetime import date

import pytest
from django.db import DatabaseError, transaction

from qingmiao.engines.sheets.services import read_table
from qingmiao.insight.figures.models import ReadingChoice
from qingmiao.insight.figures.queries.readings import history_of, readings_on
from qingmiao.insight.figures.services import NotAReading, choose_reading, export_figure
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from tests.insight import district
from tests.insight.district import LEADER, OFFICER, QUESTION, READER

pytestmark = pytest.mark.django_db


def choose(actor=LEADER, **changes):
    return choose_reading(
        **{
            "actor": actor,
            "code": "age_limit",
            "value": "35",
            "begins": date(2026, 1, 1),
            "reason": "按新的储备要求",
            **changes,
        }
    )


class TestChoosingAReading:
    def test_it_holds_from_its_day_on_and_the_ledger_says_so(self):
        choose()

        [entry] = Entry.objects.filter(deed="figures.reading.chosen")
        assert readings_on(on=date(2025, 12, 31))["age_limit"].value == 37
        assert readings_on(on=date(2026, 1, 1))["age_limit"].value == 35
        assert entry.sentence == "将口径“储备干部年龄上限”设为“35”，自 2026-01-01 起"
        assert entry.reason == "按新的储备要求"

    def test_an_empty_value_returns_to_the_regulation(self):
        choose()
        choose(value="", begins=date(2026, 6, 1), reason="恢复制度口径")

        assert readings_on(on=date(2026, 5, 31))["age_limit"].is_own_choice is True
        assert readings_on(on=date(2026, 6, 1))["age_limit"].is_own_choice is False
        assert [(each.begins, each.value) for each in history_of(code="age_limit")] == [
            (date(2000, 1, 1), 37),
            (date(2026, 1, 1), 35),
            (date(2026, 6, 1), None),
        ]

    @pytest.mark.parametrize("value", ["soon", "３岁", "0"])
    def test_a_value_that_is_none_and_a_missing_reason_are_told_at_once(self, value):
        with pytest.raises(NotAReading) as refusal:
            choose(value=value, reason=" ")

        assert refusal.value.reasons == (f"“{value}”不是这项口径的取值", "请填写理由")

    def test_a_reading_nobody_plans_is_refused(self):
        with pytest.raises(NotAReading, match="没有这项口径"):
            choose(code="ranks_above")

    @pytest.mark.parametrize("actor", [READER, district.actor("unit_secretary")])
    def test_who_only_reads_chooses_nothing(self, actor):
        with pytest.raises(Forbidden):
            choose(actor=actor)

    def test_a_choice_is_never_changed_or_deleted(self):
        chosen = choose()

        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            ReadingChoice.objects.filter(pk=chosen.pk).update(value="99")
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            chosen.delete()


class TestExporting:
    def test_the_workbook_holds_the_rows_that_were_counted(self):
        district.member(district.person("=1+1"))
        content = export_figure(actor=OFFICER, code="F09", question=QUESTION, purpose="座谈会备查")

        rows = read_table(content).rows
        [entry] = Entry.objects.filter(deed="figures.figure.exported")
        assert rows[0] == ["姓名", "单位", "职务", "入库层次", "日期"]
        assert [row[0] for row in rows[1:]] == ["=1+1"]
        assert (entry.subject_kind, entry.subject_id) == ("figures.figure", 9)
        assert "共 1 行" in entry.sentence
        assert entry.reason == "座谈会备查"

    def test_without_a_purpose_nothing_leaves(self):
        with pytest.raises(Refused, match="请填写导出用途"):
            export_figure(actor=OFFICER, code="F09", question=QUESTION, purpose=" ")

    def test_who_may_not_see_the_rows_takes_none_away(self):
        secretary = district.actor("unit_secretary", unit_ids=frozenset({1}))

        with pytest.raises(Forbidden):
            export_figure(actor=secretary, code="F09", question=QUESTION, purpose="看看")
