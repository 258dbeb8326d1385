"""What a class says about a person, told to evidence."""

import pytest
from django.db import IntegrityError

from qingmiao.cultivation.courses.register import ATTENDANCES
from qingmiao.evidence.models import Evidence
from qingmiao.registers.services import amend, void
from tests.factories.cultivation import attendance
from tests.factories.house import TODAY, officer

pytestmark = pytest.mark.django_db


def amended(row, **changes):
    row.refresh_from_db()
    given = {name: getattr(row, name) for name in ATTENDANCES.fields} | changes
    return amend(
        actor=officer(),
        register=ATTENDANCES,
        pk=row.pk,
        values=given,
        version=row.version,
        on=TODAY,
    )


def test_a_verdict_is_told_to_evidence_and_taken_back_with_the_record():
    row = attendance()

    amended(row, verdict="结业考核优秀")

    [claim] = Evidence.objects.all()
    around = row.session.training_class
    assert (claim.person, claim.claim) == (row.person, f"{around}结业考核优秀")
    assert (claim.source_kind, claim.dimension) == ("training", "learning")
    assert (claim.source_unit, claim.happened_on) == (around.programme.organizer, around.ends)
    row.refresh_from_db()
    void(actor=officer(), register=ATTENDANCES, pk=row.pk, reason="登错人", at=row.entered_at)
    claim.refresh_from_db()
    assert claim.retract_reason == "登错人"


def test_to_have_been_there_says_nothing_of_a_person():
    amended(attendance(), proof="签到表")

    assert not Evidence.objects.exists()


def test_whoever_was_not_there_is_not_judged():
    with pytest.raises(IntegrityError, match="only_those_present_are_judged"):
        attendance(presence="absent", verdict="优秀")
