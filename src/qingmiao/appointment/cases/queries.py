from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F

from qingmiao.appointment.cases import rules
from qingmiao.appointment.cases.contracts import NO_CALENDAR, AppointmentFacts, CaseFacts
from qingmiao.appointment.cases.enums import (
    DECIDED,
    PUBLISHED,
    AppointmentKind,
    CaseState,
)
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from qingmiao.workdays.queries import work_calendar


def appointment_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Appointments (任职) decided by the day, told to insight: a select and its parameters.

    A case that was terminated appoints nobody. Columns: record_id, person_id, kind, from_unit_id,
    frontline_id, frontline_name, to_unit_id, to_title, decided_on.
    """
    rows = (
        Appointment.objects.standing()
        .filter(decided_on__lte=on)
        .exclude(case__state=CaseState.TERMINATED)
        .exclude(case__voided_at__isnull=False)
        .order_by()
        .values(
            "person_id",
            "kind",
            "from_unit_id",
            "frontline_id",
            "to_unit_id",
            "decided_on",
            record_id=F("pk"),
            frontline_name=F("frontline__label"),
            to_title=F("to_post_text"),
        )
    )
    return rows.query.sql_with_params()


def reasons_against_case(case: Case, _on: date) -> Iterator[str]:
    """Why a case cannot stand. A notice is judged once people were appointed by it, by the articles
    of the day it began; what is not on file (past years) is not held against the case.
    """
    facts = CaseFacts(
        decided_on=case.decided_on,
        notice_begins=case.notice_begins,
        notice_ends=case.notice_ends,
        must_be_decided=case.state in DECIDED,
        must_be_noticed=case.state == CaseState.NOTICED,
        calendar=work_calendar(on=case.notice_ends) if case.notice_ends else NO_CALENDAR,
    )
    yield from rules.case_disagreements(facts)
    if case.state in PUBLISHED and case.notice_begins:
        articles = regulation(rules.PROCEDURE.regulation).on(case.notice_begins)
        for found in rules.PROCEDURE.assess(facts, articles=articles).findings:
            if found.verdict is Verdict.NOT_MET:
                yield found.told


def reasons_against_appointment(appointment: Appointment, _on: date) -> Iterator[str]:
    case, vacancy, post = appointment.case, appointment.vacancy, appointment.to_post
    unit_id = appointment.to_unit_id
    facts = AppointmentFacts(
        decided_on=appointment.decided_on,
        motioned_on=case.motioned_on if case else None,
        is_of_the_vacancys_unit=None if vacancy is None else vacancy.unit_id == unit_id,
        is_of_the_posts_unit=None if post is None else post.unit_id == unit_id,
        is_promotion=appointment.kind == AppointmentKind.PROMOTION,
        is_lateral=appointment.kind == AppointmentKind.LATERAL,
        is_higher=appointment.to_level < appointment.from_level,
        has_note=bool(appointment.kind_note.strip()),
    )
    yield from rules.appointment_disagreements(facts)


def is_appointed(appointment: Appointment) -> bool:
    """Whether the appointment was made: its case says so, or it is of years past and has none."""
    return appointment.case is None or appointment.case.state == CaseState.APPOINTED
