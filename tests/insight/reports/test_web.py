import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from qingmiao.insight.figures.rules.catalogue import FIGURES
from qingmiao.insight.reports.models import Publication
from qingmiao.ledger.models import Entry
from tests.insight import district

pytestmark = pytest.mark.django_db

ON = "2026-06-30"


def text_of(response):
    words = re.sub(r"<[^>]+>", "", response.content.decode())
    return re.sub(r"\s+", "", words)


def published(client, **given):
    asked = f"{reverse('reports:publish')}?on={ON}"
    response = client.post(asked, {"note": "座谈会定稿", **given})
    assert response.status_code == 302
    return Publication.objects.latest("pk")


class TestSpeech:
    def test_each_figure_opens_its_list_and_tells_its_definition(self, officer):
        district.member(district.person())

        response = officer.get(reverse("reports:speech"), {"on": ON})
        page = response.content.decode()

        for figure in FIGURES:
            assert f'href="{reverse("figures:figure", args=[figure.code])}?on={ON}"' in page
        assert 'aria-describedby="note-2"' in page
        assert 'title="储备干部（副科及以上）：截至日在储备库内' in page
        assert "37岁以下副科及以上优秀领导干部1人2，副科以下优秀干部0人3。" in text_of(response)

    def test_the_checker_speaks(self, officer):
        words = text_of(officer.get(reverse("reports:speech"), {"on": ON}))

        assert "“人次”一词两种计法" in words

    def test_the_windows_can_be_moved(self, officer):
        response = officer.get(reverse("reports:speech"), {"on": ON, "since": "2023-01-01"})

        assert "2023年以来，我区从乡镇（街道）" in text_of(response)

    def test_the_words_stay_chinese_in_english(self):
        client = Client()
        client.force_login(district.account("officer"))
        client.cookies["django_language"] = "en"

        page = client.get(reverse("reports:speech"), {"on": ON}).content.decode()

        assert '<html lang="en">' in page
        assert '<div lang="zh-Hans">' in page

    def test_a_secretary_reads_it_without_numbers(self, secretary):
        district.member(district.person())

        response = secretary.get(reverse("reports:speech"), {"on": ON})
        words = text_of(response)

        assert "全区指标只对部领导、干部科和区领导开放" in words
        assert "优秀领导干部□人（无权查看）" in words
        assert "1人" not in words

    def test_who_has_no_business_here_finds_nothing(self, cadre):
        assert cadre.get(reverse("reports:speech")).status_code == 404

    @pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
    def test_it_is_written_as_a_document(self, reader, form, begins):
        address = reverse("reports:speech-document", args=[form])

        response = reader.post(f"{address}?on={ON}")

        assert response.content.startswith(begins)
        assert f"-{ON}.{form}" in response["Content-Disposition"]
        assert Entry.objects.filter(deed="reports.document.written").count() == 1

    def test_documents_are_asked_for_and_never_fetched_in_passing(self, reader, secretary):
        address = reverse("reports:speech-document", args=["docx"])

        assert reader.get(address).status_code == 405
        assert secretary.post(address).status_code == 404
        assert reader.post(reverse("reports:speech-document", args=["exe"])).status_code == 404


class TestPublishing:
    def test_contradictions_ask_for_a_word(self, officer):
        response = officer.post(reverse("reports:publish"), {"note": ""})

        assert response.status_code == 422
        assert "核对发现矛盾" in text_of(response)

    def test_it_is_frozen_and_listed(self, officer):
        publication = published(officer)

        listed = officer.get(reverse("reports:publications"))
        opened = officer.get(reverse("reports:publication", args=[publication.pk]))

        assert [each.pk for each in listed.context["publications"]] == [publication.pk]
        assert publication.digest in text_of(opened)
        assert "座谈会定稿" in text_of(opened)

    def test_an_empty_shelf_says_what_to_do(self, reader):
        words = text_of(reader.get(reverse("reports:publications")))

        assert "还没有发布过材料" in words

    def test_what_has_changed_since(self, officer):
        gone = district.member(district.person("张三"))
        publication = published(officer)
        gone.state, gone.left_on, gone.exit_reason = "left", "2026-06-01", "age"
        gone.save()
        district.member(district.person("李四"))

        compared = officer.get(reverse("reports:compare", args=[publication.pk]), {"on": ON})
        figure = officer.get(
            reverse("reports:published-figure", args=[publication.pk, "F09"]), {"on": ON}
        )

        [line] = [line for line in compared.context["lines"] if line.code == "F09"]
        assert (line.then, line.now, line.added, line.removed) == ("1人", "1人", 1, 1)
        assert [row.person for row in figure.context["rows"]] == ["张三"]
        assert [each.change for each in figure.context["differences"]] == ["added", "removed"]

    def test_it_is_withdrawn_with_a_reason_and_stays(self, officer):
        publication = published(officer)
        address = reverse("reports:withdraw", args=[publication.pk])

        refused = officer.post(address, {"reason": ""})
        done = officer.post(address, {"reason": "数据有误"}, follow=True)
        again = officer.post(address, {"reason": "再撤一次"})

        assert refused.status_code == 422
        assert "撤回，不再有效。理由：数据有误" in text_of(done)
        assert (again.status_code, "该材料已经撤回" in text_of(again)) == (422, True)

    def test_a_reader_reads_and_does_no_more(self, officer, reader, secretary):
        publication = published(officer)
        withdraw = reverse("reports:withdraw", args=[publication.pk])

        assert reader.get(reverse("reports:publication", args=[publication.pk])).status_code == 200
        assert reader.get(reverse("reports:publish")).status_code == 404
        assert reader.post(withdraw, {"reason": "我看不行"}).status_code == 404
        for name, arguments in (
            ("publications", []),
            ("publication", [publication.pk]),
            ("compare", [publication.pk]),
            ("published-figure", [publication.pk, "F09"]),
        ):
            response = secretary.get(reverse(f"reports:{name}", args=arguments))
            assert response.status_code == 404

    def test_it_is_printed_as_it_was(self, reader, officer):
        publication = published(officer)
        address = reverse("reports:publication-document", args=[publication.pk, "docx"])

        assert reader.post(address).content.startswith(b"PK")
        assert (
            reader.post(
                reverse("reports:publication-document", args=[publication.pk, "exe"])
            ).status_code
            == 404
        )


def test_english_readers_read_english_definitions(officer):
    publication = published(officer)

    with translation.override("en"):
        figure = publication.figures.get(code="F12")

    assert figure.definition_en != ""
