"""Two at once: officers over one lead, sendings of one draft, handovers of one point."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry
from qingmiao.selection.visits.models import Lead, Liaison, Visit
from qingmiao.selection.visits.services.duty import hand_over
from qingmiao.selection.visits.services.lead import verify_lead
from qingmiao.selection.visits.services.visit import record_visit
from tests.factories.house import TODAY, officer, person
from tests.factories.selection import lead

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Each on a connection of its own, all let go together; their answers, sorted."""
    start, answers = Barrier(len(deeds)), []

    def run(deed):
        try:
            start.wait(timeout=10)
            answers.append(deed())
        except Refused as no:
            answers.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return sorted(answers)


def test_one_of_two_officers_verifies_a_lead():
    row, now = lead(), datetime(2026, 6, 30, tzinfo=UTC)

    def verify(name):
        def deed():
            verify_lead(actor=officer(name=name), lead_id=row.pk, note="已核实", at=now)
            return name

        return deed

    answers = at_once(verify("a"), verify("b"))

    row.refresh_from_db()
    assert sorted(answers) == sorted(
        [row.verified_by, f"这条线索已由{row.verified_by}核实，请刷新页面后再办"]
    )
    assert Entry.objects.filter(deed="visits.lead.verified").count() == 1


@pytest.mark.parametrize("is_planned", [False, True])
def test_one_draft_sent_twice_at_once_is_one_visit(field, is_planned):
    plan = Visit.objects.create(
        unit=field.town, segment=field.segment, visitor=field.point, held_on=TODAY,
        purpose="调研", state="planned",
    ) if is_planned else None  # fmt: skip
    sheet, who = field.sheet(visit_id=plan.pk if plan else None), field.visitor

    def send():
        visit, is_new = record_visit(actor=who, sheet=sheet, today=TODAY)
        return f"{visit.pk} {is_new}"

    answers = at_once(send, send)

    [row] = Visit.objects.all()
    assert answers == [f"{row.pk} False", f"{row.pk} True"]
    assert Lead.objects.count() == 1


def test_one_point_is_handed_over_once(field):
    heirs = [person("甲", where=field.office), person("乙", where=field.office)]

    def hand(heir):
        def deed():
            hand_over(
                actor=officer(), liaison_id=field.duty.pk, person_id=heir.pk,
                on=date(2026, 7, 1), reason="轮岗",
            )  # fmt: skip
            return "done"

        return deed

    answers = at_once(*(hand(heir) for heir in heirs))

    assert answers == ["done", "这项分工已于 2026.07.01 交出"]
    assert Liaison.objects.filter(unit=field.town).count() == 2
