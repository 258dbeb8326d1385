from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.queries import claims_about, strips_of
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.ledger.models import Entry
from tests.factories.evidence import claim
from tests.factories.house import officer, person, secretary, unit
from tests.factories.selection import lead

pytestmark = pytest.mark.django_db


def said(of, **changes):
    return replace(
        Claim(
            person_id=of.pk,
            dimension=Dimension.DUTY,
            text="守堤三天",
            source_kind=SourceKind.VISIT,
            source_name="村支书",
            happened_on=date(2026, 3, 10),
        ),
        **changes,
    )


def standing():
    return list(
        Evidence.objects.filter(retracted_at__isnull=True)
        .order_by("pk")
        .values_list("dimension", "claim")
    )


@pytest.fixture
def cadre():
    return person("林若曦", where=unit())


def test_a_record_says_exactly_its_claims(cadre):
    origin = lead()
    contribute(actor=officer(), origin=origin, claims=[said(cadre)])

    contribute(
        actor=officer(),
        origin=origin,
        claims=[said(cadre, text="守堤五天"), said(cadre, dimension=Dimension.MASSES)],
    )

    assert standing() == [("duty", "守堤五天"), ("masses", "守堤三天")]
    assert Evidence.objects.filter(retracted_at__isnull=False).count() == 1
    assert [entry.sentence for entry in Entry.objects.order_by("pk")] == [
        "为 林若曦 记入印证材料：担当能力（日常调研）",
        "撤回 林若曦 的印证材料：担当能力",
        "为 林若曦 记入印证材料：担当能力（日常调研）",
        "为 林若曦 记入印证材料：群众工作（日常调研）",
    ]


def test_what_is_said_again_is_left_alone(cadre):
    origin = lead()
    [first] = contribute(actor=officer(), origin=origin, claims=[said(cadre)])

    again = contribute(actor=officer(), origin=origin, claims=[said(cadre)])

    assert again == []
    assert Evidence.objects.get() == first


def test_a_voided_record_says_nothing_any_more(cadre):
    origin, other = lead(), lead()
    for one in (origin, other):
        contribute(actor=officer(), origin=one, claims=[said(cadre)])

    count = retract_all(actor=officer(), origin=origin, reason="查无此事")

    assert count == 1
    [left] = Evidence.objects.filter(retracted_at__isnull=True)
    assert left.origin_id == other.pk


def test_a_claim_is_retracted_with_a_reason_only(cadre):
    row = claim(cadre)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(retract_reason="只有理由")


def test_strips_count_independent_kinds_and_put_contradictions_first(cadre):
    source = person("周镇长")
    claim(cadre, dimension="masses", source_kind="visit")
    claim(cadre, dimension="masses", source_kind="mentor", source_name="导师")
    claim(cadre, dimension="duty", source_kind="host", source_person=source, source_name="周镇长")
    claim(
        cadre,
        dimension="duty",
        source_kind="mentor",
        source_person=source,
        source_name="周镇长",
        polarity=Polarity.AGAINST,
    )

    first, second = strips_of(actor=officer(), person_id=cadre.pk)

    assert (first.dimension, first.contradicts, first.sources) == ("duty", True, 1)
    assert (second.dimension, second.kinds, second.sources) == (
        "masses",
        ("帮带导师", "日常调研"),
        2,
    )


def test_who_may_not_read_claims_counts_none(cadre):
    claim(cadre)

    assert strips_of(actor=secretary(cadre.unit), person_id=cadre.pk) == []
    assert strips_of(actor=officer(who=cadre), person_id=cadre.pk) == []
    assert claims_about(actor=officer(), person_id=cadre.pk).count() == 1
