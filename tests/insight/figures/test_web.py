import re

import pytest
from django.urls import reverse

from qingmiao.engines.sheets.services import read_table
from qingmiao.insight.figures.models import ReadingChoice
from qingmiao.insight.figures.rules.catalogue import FIGURES
from tests.insight import district

pytestmark = pytest.mark.django_db

ON = "2026-06-30"


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


def test_the_catalogue_lists_every_figure_with_its_number(officer):
    district.member(district.person())

    response = officer.get(reverse("figures:catalogue"), {"on": ON})

    assert response.status_code == 200
    assert len(response.context["cards"]) == len(FIGURES)
    assert "1人" in text_of(response)
    assert "截至 2026.06.30" in text_of(response)


def test_a_figure_opens_its_list(officer):
    who = district.person("张三", unit=district.unit("甲镇"))
    district.member(who)

    response = officer.get(reverse("figures:figure", args=["F09"]), {"on": ON})

    assert [row.person for row in response.context["rows"]] == ["张三"]
    assert reverse("dossiers:person", args=[who.pk]) in response.content.decode()
    assert "年龄不超过37周岁" in text_of(response)


def test_a_part_is_enough_for_htmx(officer):
    response = officer.get(
        reverse("figures:figure", args=["F09"]), {"on": ON}, headers={"HX-Request": "true"}
    )

    assert response.content.decode().strip().startswith('<div id="results"')


@pytest.mark.parametrize("code", ["F01", "F12", "F14", "F23", "F25", "P03"])
def test_every_kind_of_figure_has_a_page(officer, code):
    district.flat()

    assert officer.get(reverse("figures:figure", args=[code])).status_code == 200


def test_long_lists_are_paged(officer):
    for _ in range(51):
        district.member(district.person())

    first = officer.get(reverse("figures:figure", args=["F09"]), {"on": ON})
    second = officer.get(reverse("figures:figure", args=["F09"]), {"on": ON, "page": "2"})

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert first.context["total"] == 51


def test_a_list_can_be_narrowed(officer):
    here = district.unit("甲镇")
    district.member(district.person("张三", unit=here))
    district.member(district.person("李四", unit=district.unit("乙局")))

    asked = {"on": ON, "q": "张", "unit": here.pk}
    response = officer.get(reverse("figures:figure", args=["F09"]), asked)

    assert [row.person for row in response.context["rows"]] == ["张三"]


@pytest.mark.parametrize("day", ["soon", "1990-01-01"])
def test_a_day_that_cannot_be_asked_for_is_told_and_today_answers(officer, day):
    response = officer.get(reverse("figures:catalogue"), {"on": day})

    assert response.status_code == 200
    assert response.context["form"].errors["on"]


class TestReaders:
    def test_a_unit_secretary_reads_definitions_and_no_number(self, secretary):
        district.member(district.person("张三"))

        for address in (
            reverse("figures:catalogue"),
            reverse("figures:figure", args=["F09"]),
        ):
            response = secretary.get(address, {"on": ON})
            words = text_of(response)

            assert "全区指标只对部领导、干部科和区领导开放" in words
            assert "不予显示" in words
            assert "1人" not in words
            assert "张三" not in words

    @pytest.mark.parametrize("name", ["catalogue", "readings"])
    def test_who_has_no_business_here_finds_nothing(self, cadre, name):
        assert cadre.get(reverse(f"figures:{name}")).status_code == 404

    def test_a_secretary_takes_no_list_away(self, secretary):
        assert secretary.get(reverse("figures:export", args=["F09"])).status_code == 404

    def test_an_unknown_figure_is_not_found(self, officer):
        assert officer.get(reverse("figures:figure", args=["F99"])).status_code == 404

    def test_a_leader_reads_but_sets_no_reading(self, reader):
        address = reverse("figures:reading", args=["age_limit"])
        given = {"value": "35", "begins": "2026-01-01", "reason": "试试"}

        assert reader.get(address).context["can_choose"] is False
        assert reader.post(address, given).status_code == 404


class TestExport:
    def test_it_asks_what_for(self, officer):
        response = officer.post(reverse("figures:export", args=["F09"]), {"purpose": "work"})

        assert response.status_code == 422

    def test_the_workbook_holds_what_the_page_showed(self, officer):
        district.member(district.person("张三"))
        district.member(district.person("李四"))

        response = officer.post(
            f"{reverse('figures:export', args=['F09'])}?on={ON}&q=张",
            {"purpose": "report", "note": "报市委组织部"},
        )

        rows = read_table(response.content).rows
        assert [row[0] for row in rows] == ["姓名", "张三"]
        assert "F09-2026-06-30.xlsx" in response["Content-Disposition"]


class TestReadings:
    def test_all_readings_are_listed_with_their_figures(self, officer):
        response = officer.get(reverse("figures:readings"))

        assert response.status_code == 200
        assert "储备干部年龄上限" in text_of(response)

    @pytest.mark.parametrize(
        ("code", "value", "stored"),
        [("age_limit", "35", "35"), ("window_begins", "2022-01-01", "2022-01-01"),
         ("lecturers", "participations", "participations"), ("age_limit", "", "")],
    )  # fmt: skip
    def test_an_officer_sets_a_reading(self, officer, code, value, stored):
        response = officer.post(
            reverse("figures:reading", args=[code]),
            {"value": value, "begins": "2026-01-01", "reason": "部务会研究"},
            follow=True,
        )

        [choice] = ReadingChoice.objects.all()
        assert (choice.code, choice.value) == (code, stored)
        assert "部务会研究" in text_of(response)

    def test_what_is_missing_is_told(self, officer):
        response = officer.post(reverse("figures:reading", args=["age_limit"]), {"value": "x"})

        assert response.status_code == 422
        assert set(response.context["form"].errors) == {"value", "begins", "reason"}


@pytest.mark.parametrize("members", [1, 3])
def test_a_figure_asks_the_same_number_of_questions(officer, django_assert_num_queries, members):
    for _ in range(members):
        district.member(district.person())

    with django_assert_num_queries(11):
        officer.get(reverse("figures:figure", args=["F09"]), {"on": ON})
