from datetime import date

import pytest

from qingmiao.access.models import KinTie
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.models import Person, PersonFacts, Spell
from qingmiao.people.dossiers.services import career, dossier, part, sealing
from tests.factories.house import LONG_AGO, actor, district, officer, organizer, person, secretary

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"


def opened(by=None, **changes):
    values = {"name": "林若曦", "sex": "2", "birth": date(1993, 4, 1), "managed_from": LONG_AGO}
    return dossier.open_dossier(actor=by or officer(), values=values | changes, id_number=NUMBER)


def test_a_new_dossier_is_found_counted_and_recorded():
    root, *_ = district()

    made = opened(unit=root, level=Level.SECTION_DEPUTY)

    made.refresh_from_db()
    assert (made.pinyin, made.initials) == ("linruoxi", "lrx")
    assert " linruoxi" in made.search_text
    facts = PersonFacts.objects.get(pk=made.pk)
    assert (facts.level, facts.birth_month, facts.in_service) == ("142", 1993 * 12 + 3, True)
    [entry] = Entry.objects.filter(deed="dossiers.person.opened")
    assert entry.sentence == "建立 林若曦 的档案"


def test_the_identity_number_is_sealed_and_never_stands_in_the_table():
    made = opened()
    made.refresh_from_db()

    assert NUMBER.encode() not in bytes(made.id_sealed)
    assert sealing.number_of(made) == NUMBER
    assert bytes(made.id_index) == sealing.index_of(NUMBER)


def test_two_dossiers_never_share_a_number_and_the_answer_does_not_say_whose_it_is():
    opened()

    with pytest.raises(Refused) as no:
        opened(name="另一人")

    assert no.value.reasons == ("该身份证号不能使用，请核对后联系干部科",)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [("110101199001011234", "校验码不对"), ("123", "应为 18 位"), ("A" * 18, "应为数字")],
)
def test_a_number_that_cannot_be_is_refused_with_what_to_do(number, reason):
    with pytest.raises(Refused, match=reason):
        dossier.open_dossier(
            actor=officer(),
            values={"name": "甲", "sex": "1", "birth": LONG_AGO, "managed_from": LONG_AGO},
            id_number=number,
        )


def test_only_the_department_opens_dossiers_and_only_within_its_reach():
    _root, bureau, town = district()

    with pytest.raises(Forbidden):
        opened(by=secretary(town), unit=town)
    with pytest.raises(Forbidden):
        opened(by=organizer(town), unit=bureau)
    assert not Person.objects.exists()


def test_amending_writes_what_differs_and_says_what_changed():
    made = opened()

    dossier.amend_dossier(
        actor=officer(),
        person_id=made.pk,
        values={"name": "林曦", "sex": "2"},
        version=1,
        reason="更名",
    )

    made.refresh_from_db()
    assert (made.name, made.initials, made.version) == ("林曦", "lx", 2)
    [entry] = Entry.objects.filter(deed="dossiers.person.amended")
    assert entry.detail["changes"] == {"name": {"old": "林若曦", "new": "林曦"}}
    assert entry.reason == "更名"


def test_whoever_opened_an_older_edition_overwrites_nobody():
    made = opened()
    dossier.amend_dossier(actor=officer(), person_id=made.pk, values={"name": "甲"}, version=1)

    with pytest.raises(Refused, match="重新打开"):
        dossier.amend_dossier(actor=officer(), person_id=made.pk, values={"name": "乙"}, version=1)

    made.refresh_from_db()
    assert made.name == "甲"


def test_a_number_is_never_written_into_the_ledger():
    made = opened()

    dossier.amend_dossier(
        actor=officer(), person_id=made.pk, values={}, version=1, id_number="440524188001010014"
    )

    assert "440524" not in str(list(Entry.objects.values_list("detail", "sentence")))


def test_a_column_the_system_keeps_cannot_be_written():
    with pytest.raises(TypeError, match="search_text"):
        opened(search_text="x")


def test_leaving_service_ends_management_and_keeps_the_dossier():
    made = opened()

    dossier.change_standing(
        actor=officer(), person_id=made.pk, standing="retired", on=date(2026, 5, 1), reason="到龄"
    )

    made.refresh_from_db()
    assert (made.standing, made.managed_until) == ("retired", date(2026, 5, 1))
    assert PersonFacts.objects.get(pk=made.pk).in_service is False


def test_seeing_a_number_is_recorded_and_only_for_those_who_may():
    _root, _bureau, town = district()
    made = opened(unit=town)

    assert dossier.reveal_id_number(actor=officer(), person_id=made.pk) == NUMBER
    with pytest.raises(Forbidden):
        dossier.reveal_id_number(actor=secretary(town), person_id=made.pk)
    assert Entry.objects.filter(deed="dossiers.id_number.seen").count() == 1


def test_reading_a_dossier_is_a_deed_and_reading_ones_own_is_not():
    made = opened()

    dossier.note_view(actor=officer(), person=made)
    dossier.note_view(actor=actor("cadre", who=made), person=made)

    [entry] = Entry.objects.filter(deed="dossiers.person.viewed")
    assert entry.subject_id == made.pk


def test_parts_are_added_amended_removed_and_their_old_rows_stay_in_history():
    made = opened()
    row = part.add_part(
        actor=officer(),
        person_id=made.pk,
        part="education",
        values={"mode": "1", "schooling": "11", "school": "中南大学"},
    )

    made.refresh_from_db()
    assert (made.schooling, made.full_time_schooling) == ("11", "11")
    part.amend_part(
        actor=officer(),
        person_id=made.pk,
        part="education",
        row_id=row.pk,
        values={"school": "湖大"},
    )
    part.remove_part(
        actor=officer(), person_id=made.pk, part="education", row_id=row.pk, reason="录错"
    )

    history = row._meta.apps.get_model("dossiers", "EducationHistory")
    assert list(history.objects.order_by("pgh_id").values_list("school", flat=True)) == [
        "中南大学",
        "湖大",
    ]
    assert not made.educations.exists()


def test_a_part_of_somebody_else_cannot_be_reached_through_ones_own():
    mine, theirs = opened(), person("乙")
    row = part.add_part(
        actor=officer(), person_id=theirs.pk, part="award", values={"title": "嘉奖"}
    )

    with pytest.raises(Forbidden):
        part.remove_part(
            actor=officer(), person_id=mine.pk, part="award", row_id=row.pk, reason="越权"
        )


def test_a_part_that_cannot_stand_is_refused_in_its_fields_words():
    made = opened()

    with pytest.raises(Refused) as no:
        part.add_part(
            actor=officer(),
            person_id=made.pk,
            part="appraisal",
            values={"year": 2025, "grade": "9"},
        )

    assert no.value.reasons[0].startswith("等次：")


def test_replacing_a_part_leaves_equal_rows_alone():
    made = opened()
    same = {"year": 2024, "grade": "1"}
    part.replace_part(
        actor=officer(), person_id=made.pk, part="appraisal", rows=[same], reason="导入"
    )
    before = made.appraisals.get().pk

    counts = part.replace_part(
        actor=officer(),
        person_id=made.pk,
        part="appraisal",
        rows=[same, {"year": 2025, "grade": "2"}],
        reason="导入",
    )

    assert counts == (1, 0)
    assert made.appraisals.get(year=2024).pk == before


def test_a_resume_is_replaced_as_a_whole_with_what_lies_within():
    made = opened()
    lines = [
        {"begins": date(2015, 7, 1), "text": "某局干部", "order": 0},
        {
            "begins": date(2018, 1, 1),
            "text": "某局科长",
            "order": 1,
            "inner": [{"begins": date(2019, 3, 1), "text": "党校学习", "kind": "study"}],
        },
    ]

    added, removed = part.replace_part(
        actor=officer(), person_id=made.pk, part="spell", rows=lines, reason="导入"
    )

    assert (added, removed) == (3, 0)
    [inner] = Spell.objects.filter(within__isnull=False)
    assert (inner.text, inner.within.text) == ("党校学习", "某局科长")


def test_family_that_is_managed_too_becomes_kin_in_the_system():
    other = person("林父", birth=date(1968, 2, 1))
    made = opened()

    part.add_part(
        actor=officer(),
        person_id=made.pk,
        part="family",
        values={"relation": "父亲", "name": "林父", "birth": date(1968, 2, 1)},
    )

    tie = KinTie.objects.get()
    assert (tie.person_id, tie.kin_id, tie.relation) == (made.pk, other.pk, "父亲")


def test_taking_up_a_post_moves_present_resume_and_level_together():
    root, bureau, _town = district()
    made = opened(unit=root, level=Level.CLERK)
    part.add_part(
        actor=officer(),
        person_id=made.pk,
        part="spell",
        values={"begins": LONG_AGO, "text": "干部"},
    )

    career.take_up_post(
        actor=officer(),
        person_id=made.pk,
        unit=bureau,
        post=None,
        post_text="副局长",
        level=Level.SECTION_DEPUTY,
        on=date(2026, 3, 9),
        document="演区干〔2026〕3号",
    )

    made.refresh_from_db()
    assert (made.unit, made.post_text, made.level) == (bureau, "副局长", "142")
    old, new = made.spells.order_by("order")
    assert (old.ends, new.begins, new.ends) == (date(2026, 3, 9), date(2026, 3, 1), None)
    assert made.level_spells.get().begins == date(2026, 3, 9)
    assert PersonFacts.objects.get(pk=made.pk).unit_id == bureau.pk
