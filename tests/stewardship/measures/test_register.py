from datetime import date

import pytest
from django.urls import reverse

from qingmiao.evidence.enums import SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, void
from qingmiao.stewardship.measures.models import Benefit
from qingmiao.stewardship.measures.register import BENEFITS, MEASURES
from tests.factories import house, stewardship
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db
AT = "2026-06-30T09:00:00+08:00"


def granted(**changes):
    values = {
        "kind": "commendation",
        "granted_on": date(2025, 3, 1),
        "content": "防汛一线连续值守",
        "approved_by": "区委常委会",
        "measure": changes.get("measure") or stewardship.measure(),
        "person": changes.get("person") or house.person(where=house.unit()),
    }
    return house.entered(BENEFITS, **{**values, **changes})


def standing():
    return Evidence.objects.filter(retracted_at__isnull=True)


def test_a_commendation_becomes_evidence():
    row = granted()

    [claim] = standing()
    assert (claim.person, claim.claim) == (row.person, "防汛一线连续值守")
    assert (claim.source_kind, claim.source_name) == (SourceKind.COMMENDATION, "区委常委会")
    assert (claim.source_unit, claim.happened_on) == (row.measure.owner, date(2025, 3, 1))


@pytest.mark.parametrize("kind", ["rest", "tolerance", "clarification", "support"])
def test_care_says_nothing_about_a_person(kind):
    granted(kind=kind)

    assert not standing().exists()


def test_what_is_amended_or_voided_is_retracted():
    row = granted()

    amend(
        actor=house.officer(),
        register=BENEFITS,
        pk=row.pk,
        values={"kind": "rest"},
        version=1,
        on=house.TODAY,
    )
    assert not standing().exists()

    other = granted()
    void(actor=house.officer(), register=BENEFITS, pk=other.pk, reason="登记错人", at=AT)
    assert not standing().exists()
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2022, 12, 31), "早于该措施施行日期"), (date(2025, 1, 1), "该措施已经废止")],
)
def test_a_benefit_is_granted_under_a_measure_in_force(day, said):
    under = stewardship.measure(ends=date(2025, 1, 1))

    with pytest.raises(Refused, match=said):
        granted(measure=under, granted_on=day)


def test_a_measure_ends_after_it_begins(client):
    house.signed_in(client)

    answer = client.post(
        reverse("measures:measure-new"),
        {
            "title": "容错纠错",
            "document_no": "区委发〔2023〕5号",
            "article": "第三条",
            "owner": house.unit().pk,
            "begins": "2023.01.01",
            "ends": "2023.01.01",
        },
    )

    assert answer.status_code == 422
    assert "废止日期须晚于施行日期" in answer.content.decode()


def test_an_article_stands_once(client):
    row = stewardship.measure()
    house.signed_in(client)

    answer = client.post(
        reverse("measures:measure-new"),
        {
            "title": "另一条",
            "document_no": row.document_no,
            "article": row.article,
            "owner": row.owner_id,
            "begins": "2023.01.01",
        },
    )

    assert "该文件该条款的措施已登记" in answer.content.decode()


def test_a_measure_somebody_benefited_from_is_voided_last():
    row = stewardship.benefit()

    with pytest.raises(Refused, match="还有 1 条受益记录"):
        void(actor=house.officer(), register=MEASURES, pk=row.measure_id, reason="误录", at=AT)


def test_what_goes_out_comes_back_unchanged(client):
    stewardship.benefit(house.person("张苗", where=house.unit()))
    house.signed_in(client)

    for register in (MEASURES, BENEFITS):
        assert judgements(send(client, register, exported(client, register))) == [("unchanged",)]


def test_a_commendation_that_comes_by_table_is_evidence_too(client):
    row = stewardship.benefit(house.person("张苗", where=house.unit()))
    house.signed_in(client)
    content = exported(client, BENEFITS)
    Benefit.objects.filter(pk=row.pk).delete()

    batch = send(client, BENEFITS, content)
    client.post(reverse("measures:benefit-apply", args=[batch.pk]))

    assert standing().count() == 1
    client.post(reverse("measures:benefit-undo", args=[batch.pk]))
    assert standing().count() == 0


@pytest.mark.parametrize(("noun", "queries"), [("measure", 7), ("benefit", 9)])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, noun, queries, django_assert_num_queries
):
    house.signed_in(client)
    for rows in (1, 2):
        for _ in range(rows):
            stewardship.benefit(house.person(where=house.unit()))
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"measures:{noun}")).status_code == 200
