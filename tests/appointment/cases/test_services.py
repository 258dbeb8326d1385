from datetime import date

import pytest

from qingmiao.appointment.cases.models import Appointment
from qingmiao.appointment.cases.register import APPOINTMENTS, CASES
from qingmiao.appointment.cases.services import enter_into_dossier
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.models import Spell
from qingmiao.pool.models import StateChange
from qingmiao.registers.services import amend, void
from tests.factories import appointment, house
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db
AT = "2026-06-30T09:00:00+08:00"
DECIDED = date(2025, 4, 7)


def appoint(**changes):
    to_unit = changes.get("to_unit") or house.unit()
    values = {
        "person": changes.get("person") or house.person(where=house.unit()),
        "kind": "promotion",
        "from_unit": house.unit(),
        "from_post_text": "科员",
        "from_level": Level.CLERK,
        "to_unit": to_unit,
        "to_post_text": "副局长",
        "to_level": Level.SECTION_DEPUTY,
        "source_link": "other",
        "decided_on": DECIDED,
    }
    return house.entered(APPOINTMENTS, **{**values, **changes})


def conclude(case, state="appointed"):
    return amend(
        actor=house.officer(),
        register=CASES,
        pk=case.pk,
        values={"state": state, "decided_on": DECIDED},
        version=case.version,
        on=house.TODAY,
    )


def test_an_appointment_fills_its_vacancy():
    vacancy = appointment.vacancy()

    appoint(vacancy=vacancy, to_unit=vacancy.unit)

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.filled_on, vacancy.version) == ("filled", DECIDED, 2)


def test_before_the_case_is_appointed_the_vacancy_stays_open():
    vacancy, case = appointment.vacancy(), appointment.case("examined")
    appoint(case=case, vacancy=vacancy, to_unit=vacancy.unit)
    vacancy.refresh_from_db()
    assert vacancy.state == "confirmed"

    conclude(case)

    vacancy.refresh_from_db()
    assert vacancy.state == "filled"


def test_a_vacancy_is_filled_once():
    vacancy = appointment.vacancy()
    appoint(person=house.person("张苗"), vacancy=vacancy, to_unit=vacancy.unit)

    with pytest.raises(Refused, match="该空缺已由张苗补充，不能再任用他人"):
        appoint(vacancy=vacancy, to_unit=vacancy.unit)

    assert Appointment.objects.count() == 1


def test_what_is_taken_back_is_open_again():
    vacancy = appointment.vacancy()
    row = appoint(vacancy=vacancy, to_unit=vacancy.unit)

    void(actor=house.officer(), register=APPOINTMENTS, pk=row.pk, reason="登记有误", at=AT)

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.filled_on) == ("confirmed", None)
    deeds = Entry.objects.filter(deed__startswith="vacancies.").order_by("pk")
    assert [entry.deed for entry in deeds] == [
        "vacancies.vacancy.filled",
        "vacancies.vacancy.reopened",
    ]


def test_an_appointment_is_put_into_the_dossier_by_a_deed_of_its_own():
    mover, bureau = house.person("张苗", where=house.unit("青云镇")), house.unit("区发改局")
    row = appoint(person=mover, to_unit=bureau, document_no="区委干〔2025〕12号")
    mover.refresh_from_db()
    assert mover.unit != bureau

    enter_into_dossier(actor=house.officer(), appointment_id=row.pk)

    mover.refresh_from_db()
    assert (mover.unit, mover.post_text, mover.post_since) == (bureau, "副局长", DECIDED)
    assert mover.level == Level.SECTION_DEPUTY
    assert Spell.objects.get(person=mover).text == "区发改局副局长"
    with pytest.raises(Refused, match="档案中的现任职务已是该职务"):
        enter_into_dossier(actor=house.officer(), appointment_id=row.pk)


def test_a_member_of_the_reserve_who_is_promoted_has_been_used():
    who = house.person(where=house.unit())
    inside = membership(who, entered_on=date(2025, 1, 6), state="tracked")
    row = appoint(person=who, document_no="区委干〔2025〕12号")

    enter_into_dossier(actor=house.officer(), appointment_id=row.pk)

    inside.refresh_from_db()
    assert (inside.state, inside.left_on, inside.exit_reason) == ("used", DECIDED, "appointed")
    steps = StateChange.objects.filter(membership=inside).order_by("pk")
    assert [step.state for step in steps][-2:] == ["candidate", "used"]
    assert steps.last().reason == "任用：区委干〔2025〕12号"


def test_a_member_who_only_changes_the_post_is_looked_at_anew():
    who = house.person(where=house.unit())
    inside = membership(who, entered_on=date(2025, 1, 6), next_review_on=date(2026, 12, 31))
    row = appoint(person=who, kind="lateral", to_level=Level.CLERK)

    enter_into_dossier(actor=house.officer(), appointment_id=row.pk)

    inside.refresh_from_db()
    assert (inside.state, inside.next_review_on) == ("member", DECIDED)
    [entry] = Entry.objects.filter(deed="pool.membership.reconsidered")
    assert entry.sentence == f"{who} 岗位变动，2025.04.07 起重新研判"


def test_an_appointment_of_past_years_moves_nobody_until_it_is_put_into_the_dossier():
    who = house.person(where=house.unit())
    inside = membership(who, entered_on=date(2025, 1, 6))

    appoint(person=who)

    inside.refresh_from_db()
    assert (inside.state, inside.left_on) == ("member", None)


def test_what_is_not_yet_appointed_is_not_put_into_the_dossier():
    row = appoint(case=appointment.case("noticed", notice_begins=DECIDED, decided_on=DECIDED))

    with pytest.raises(Refused, match="还没有到已任职"):
        enter_into_dossier(actor=house.officer(), appointment_id=row.pk)


def test_nobody_puts_the_own_appointment_into_the_dossier():
    officer = house.person(where=house.unit())
    row = appoint(person=officer)

    with pytest.raises(Forbidden):
        enter_into_dossier(actor=house.officer(who=officer), appointment_id=row.pk)
    with pytest.raises(Forbidden):
        enter_into_dossier(actor=house.secretary(row.to_unit), appointment_id=row.pk)


def test_a_case_with_appointments_is_voided_last():
    row = appoint(case=appointment.case("examined"))

    with pytest.raises(Refused, match="还有 1 条任职"):
        void(actor=house.officer(), register=CASES, pk=row.case_id, reason="误录", at=AT)
