"""The district's own days, through their doors."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.workdays.models import AdjustedDay
from qingmiao.workdays.queries import work_calendar
from qingmiao.workdays.rules import is_worked
from tests.factories.ground import client_of, errors_of

pytestmark = pytest.mark.django_db
DAY = {"day": "2026-12-25", "is_worked": "", "basis": "区政府办通知"}


def test_a_day_is_entered_counted_and_voided():
    client = client_of(Role.OFFICER)

    client.post(reverse("workdays:day-new"), DAY)
    row = AdjustedDay.objects.get()
    assert not is_worked(date(2026, 12, 25), work_calendar(on=date(2026, 12, 1)))

    client.post(reverse("workdays:day-void", args=[row.pk]), {"reason": "通知撤销"})
    assert is_worked(date(2026, 12, 25), work_calendar(on=date(2026, 12, 1)))
    assert Entry.objects.filter(subject_kind="workdays.adjustedday").count() == 2


def test_a_day_is_adjusted_once():
    client = client_of(Role.OFFICER)
    client.post(reverse("workdays:day-new"), DAY)

    assert errors_of(client.post(reverse("workdays:day-new"), DAY)) == ["这一天已经登记过调整"]


def test_everybody_reads_the_calendar_and_only_the_department_keeps_it():
    AdjustedDay.objects.create(day=date(2026, 12, 25), basis="区政府办通知")
    client = client_of(Role.CADRE)

    assert "区政府办通知" in client.get(reverse("workdays:day")).content.decode()
    assert client.post(reverse("workdays:day-new"), DAY).status_code == 404
