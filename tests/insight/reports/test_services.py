import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from docx import Document

from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.reports.enums import Format
from qingmiao.insight.reports.models import Publication, PublishedRow
from qingmiao.insight.reports.queries.publications import (
    as_speech,
    figure_differences,
    publications,
    row_differences,
    rows_of_figure,
)
from qingmiao.insight.reports.queries.speech import speech
from qingmiao.insight.reports.services import (
    AlreadyWithdrawn,
    HasContradictions,
    digest_of,
    publish_speech,
    withdraw_publication,
    write_publication,
    write_speech,
)
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import UnitKind
from tests.insight import district
from tests.insight.district import LEADER, OFFICER, ON, QUESTION, READER

pytestmark = pytest.mark.django_db

SECRETARY = district.actor("unit_secretary", unit_ids=frozenset({1}))


def words(told):
    return "".join(s.text for paragraph in told.paragraphs for s in paragraph.segments)


def published(actor=OFFICER, question=QUESTION, note="座谈会定稿"):
    return publish_speech(actor=actor, question=question, note=note)


def difference(publication, code, question=QUESTION, actor=OFFICER):
    [found] = [
        each
        for each in figure_differences(publication, actor=actor, question=question)
        if each.code == code
    ]
    return found


class TestReading:
    def test_the_numbers_are_those_of_the_records(self):
        district.member(district.person())
        district.appointment(district.person())

        told = speech(actor=OFFICER, question=QUESTION)

        assert "目前全区共储备37岁以下副科及以上优秀领导干部1人，副科以下优秀干部0人" in words(told)
        assert "2021年以来，我区从乡镇（街道）提拔或进一步使用85后干部1人" in words(told)
        assert [card.code for card in told.notes][:3] == ["F07", "F09", "F10"]

    def test_the_words_follow_the_window_and_the_readings(self):
        district.choose("age_limit", "35")

        told = speech(actor=OFFICER, question=Question(on=ON, since=date(2023, 7, 1)))
        [card] = [card for card in told.notes if card.code == "F26"]

        assert "共储备35岁以下" in words(told)
        assert "2023年7月以来，我区从乡镇" in words(told)
        assert card.definition.startswith("2023年7月1日以来讨论决定")

    def test_who_sees_no_rows_reads_no_number(self):
        district.member(district.person())

        told = speech(actor=SECRETARY, question=QUESTION)

        assert "优秀领导干部□人，副科以下优秀干部□人" in words(told)
        assert (told.is_readable, told.findings) == (False, ())
        assert all(card.answer is None for card in told.notes)

    @pytest.mark.parametrize("role", ["cadre", "system_admin", "judge"])
    def test_who_has_no_business_with_it_is_not_told(self, role):
        with pytest.raises(Forbidden):
            speech(actor=district.actor(role), question=QUESTION)

    def test_the_district_signs(self):
        district.unit("演示区", kind=UnitKind.DISTRICT)

        assert speech(actor=READER, question=QUESTION).signature == "中共演示区委组织部"


class TestPublishing:
    def test_values_definitions_and_rows_are_frozen(self):
        district.member(district.person("张三"))

        publication = published()

        figure = publication.figures.get(code="F09")
        assert (figure.value, figure.display, figure.row_count) == (1, "1人", 1)
        assert "年龄不超过37周岁" in figure.definition_zh
        assert figure.readings["age_limit"]["value"] == "37"
        assert [row.person for row in figure.rows.all()] == ["张三"]
        assert publication.figures.count() == 33
        [entry] = Entry.objects.filter(deed="reports.publication.published")
        assert entry.detail["digest"] == publication.digest

    def test_english_is_frozen_beside_chinese_whoever_publishes(self):
        with translation.override("en"):
            publication = published()

        figure = publication.figures.get(code="F09")
        assert figure.title_zh == "储备干部（副科及以上）"
        assert figure.title_en != ""

    def test_contradictions_ask_for_a_reason(self):
        with pytest.raises(HasContradictions) as refusal:
            published(note=" ")

        assert refusal.value.reasons[0] == "核对发现矛盾，须在说明中写明理由后发布"
        assert len(refusal.value.reasons) > 1

    @pytest.mark.parametrize("actor", [READER, SECRETARY], ids=["reader", "secretary"])
    def test_who_only_reads_publishes_nothing(self, actor):
        with pytest.raises(Forbidden):
            published(actor=actor)

    def test_nothing_of_it_is_ever_changed_or_deleted(self):
        district.member(district.person())
        publication = published()
        figure = publication.figures.get(code="F09")

        for rows, change in (
            (Publication.objects.filter(pk=publication.pk), {"title": "别的"}),
            (publication.figures.filter(pk=figure.pk), {"value": 99}),
            (figure.rows.all(), {"person": "别人"}),
        ):
            with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
                rows.update(**change)
            with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
                rows.delete()

    def test_the_digest_can_be_computed_again(self):
        district.member(district.person())
        publication = published()

        figures = [
            (
                figure.code,
                {
                    name: getattr(figure, name)
                    for name in (
                        "phrase", "value", "shown", "display", "title_zh", "title_en",
                        "definition_zh", "definition_en", "readings", "denominator",
                    )
                },
            )
            for figure in publication.figures.all()
        ]  # fmt: skip
        rows = {f.code: rows_of_figure(f, actor=OFFICER) for f in publication.figures.all()}
        assert digest_of(publication.body, figures, rows) == publication.digest

    def test_the_lists_hold_the_publishers_own_row_but_do_not_show_it(self):
        me = district.person("本人")
        district.member(me)
        publisher = district.actor("officer", person_id=me.pk)

        figure = published(actor=publisher).figures.get(code="F09")

        assert (figure.value, PublishedRow.objects.filter(figure=figure).count()) == (1, 1)
        assert rows_of_figure(figure, actor=publisher) == []


class TestComparing:
    def test_what_came_and_what_went(self):
        kept, gone = (district.member(district.person(name)) for name in ("留", "走"))
        publication = published()
        gone.state, gone.left_on, gone.exit_reason = "left", date(2026, 6, 1), "age"
        gone.save()
        district.member(district.person("新"))
        kept.person.unit = district.unit("新单位")
        kept.person.save()

        found = difference(publication, "F09")
        figure = publication.figures.get(code="F09")
        rows = row_differences(figure, actor=OFFICER, question=QUESTION)

        assert (found.then, found.now, found.is_same) == ("2人", "2人", True)
        assert (found.added, found.removed, found.changed) == (1, 1, 1)
        assert [(each.change, each.row.person) for each in rows] == [
            ("added", "新"),
            ("removed", "走"),
            ("changed", "留"),
        ]

    def test_another_reading_is_another_definition(self):
        publication = published()
        district.choose("age_limit", "35")

        assert difference(publication, "F09").definition_changed is True
        assert difference(publication, "F12").definition_changed is False

    def test_a_figure_the_house_counts_no_more_is_told_so(self, monkeypatch):
        district.member(district.person())
        publication = published()
        monkeypatch.delitem(DEFINITIONS, "F09")

        found = difference(publication, "F09")

        assert (found.then, found.now) == ("1人", "已不再统计")
        assert (found.is_same, found.definition_changed) == (False, True)
        figure = publication.figures.get(code="F09")
        assert row_differences(figure, actor=OFFICER, question=QUESTION) == []
        assert [row.person for row in rows_of_figure(figure, actor=OFFICER)] != []

    def test_nothing_has_changed_for_whoever_reads_english(self):
        district.member(district.person())
        publication = published()

        with translation.override("en"):
            found = difference(publication, "F09")

        assert (found.is_same, found.definition_changed) == (True, False)
        assert (found.added, found.removed, found.changed) == (0, 0, 0)


class TestWithdrawing:
    def test_it_stays_readable_and_says_so(self):
        publication = published()

        withdrawal = withdraw_publication(
            actor=LEADER, publication_id=publication.pk, reason="数据有误，另行发布"
        )

        [found] = publications(actor=READER)
        assert found.withdrawal == withdrawal
        assert Entry.objects.filter(deed="reports.publication.withdrawn").count() == 1

    def test_once_and_with_a_reason(self):
        publication = published()
        withdraw_publication(actor=LEADER, publication_id=publication.pk, reason="数据有误")

        with pytest.raises(AlreadyWithdrawn) as refusal:
            withdraw_publication(actor=LEADER, publication_id=publication.pk, reason="")

        assert refusal.value.reasons == ("该材料已经撤回", "请填写撤回理由")

    def test_a_reader_withdraws_nothing(self):
        publication = published()

        with pytest.raises(Forbidden):
            withdraw_publication(actor=READER, publication_id=publication.pk, reason="我看不行")


class TestWriting:
    def test_the_word_file_carries_the_definitions_as_footnotes(self):
        district.member(district.person())

        content = write_speech(actor=READER, question=QUESTION, form=Format.DOCX)

        text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
        assert "一、畅通四种渠道选出“好苗子”" in text
        assert "优秀领导干部1人" in text
        [entry] = Entry.objects.filter(deed="reports.document.written")
        assert entry.detail["format"] == "docx"

    def test_the_pdf_is_written(self):
        content = write_speech(actor=OFFICER, question=QUESTION, form=Format.PDF)

        assert content.startswith(b"%PDF")

    def test_a_published_speech_is_printed_as_it_was(self):
        publication = published()
        before = write_publication(actor=READER, publication=publication, form=Format.DOCX)
        district.member(district.person())

        again = Publication.objects.get(pk=publication.pk)
        after = write_publication(actor=READER, publication=again, form=Format.DOCX)

        assert after == before
        assert words(as_speech(again)) == words(as_speech(publication))

    def test_without_the_numbers_it_is_no_speech(self):
        with pytest.raises(Forbidden):
            write_speech(actor=SECRETARY, question=QUESTION, form=Format.DOCX)
