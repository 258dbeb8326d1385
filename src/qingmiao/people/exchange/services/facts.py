"""What dossiers say, as a form speaks of it: many people in a handful of queries."""

from collections.abc import Iterable
from datetime import date

from qingmiao.people.dossiers.models import Award, Education, FormSheet, Person, Photo, Spell
from qingmiao.people.dossiers.services.sealing import number_of
from qingmiao.people.exchange.contracts import (
    AwardNote,
    Facts,
    Line,
    PartialDate,
    Relative,
    Study,
)
from qingmiao.people.exchange.enums import LineKind

PARTS = ("educations", "spells", "awards", "appraisals", "family")
SHEET_COLUMNS = {
    "NiRenZhiWu": "proposed_post",
    "NiMianZhiWu": "proposed_removal",
    "RenMianLiYou": "reason",
    "ChengBaoDanWei": "reported_by",
    "DaoLingNianYue": "retirement_month",
    "TianBiaoRen": "filled_by",
}
SHEET_DAYS = {"JiSuanNianLingShiJian": "age_day", "TianBiaoShiJian": "filled_on"}
SHEET_TEXTS = ("GaiGeQianRenZhiNianLingJieXian",)


def facts_of(person_ids: Iterable[int], *, with_numbers: bool = True) -> dict[int, Facts]:
    """Facts of people by id. Whoever asks has asked a permission first."""
    people = Person.objects.filter(pk__in=list(person_ids)).select_related("unit")
    rows = list(people.prefetch_related(*PARTS))
    ids = [person.pk for person in rows]
    photos = {photo.person_id: photo for photo in Photo.objects.filter(person__in=ids)}
    sheets = {sheet.person_id: sheet for sheet in FormSheet.objects.filter(person__in=ids)}
    return {
        person.pk: _facts(
            person, photos.get(person.pk), sheets.get(person.pk), with_numbers=with_numbers
        )
        for person in rows
    }


def _facts(
    person: Person, photo: Photo | None, sheet: FormSheet | None, *, with_numbers: bool
) -> Facts:
    return Facts(
        name=person.name,
        sex=person.sex,
        birth=PartialDate.of(person.birth, person.birth_precision),
        id_number=number_of(person) if with_numbers else "",
        ethnicity=person.ethnicity,
        native_place=person.native_place,
        birth_place=person.birth_place,
        party_text=person.party_text,
        work_began=month_of(person.work_began),
        health=person.health,
        professional_title=person.professional_title,
        speciality=person.speciality,
        post_text=full_post(person),
        studies=tuple(study_of(row) for row in person.educations.all()),
        lines=lines_of(list(person.spells.all())),
        awards=tuple(_award(row) for row in person.awards.all()),
        appraisals=tuple((row.year, row.grade) for row in person.appraisals.all()),
        relatives=tuple(
            Relative(
                row.relation,
                row.name,
                row.birth_text or (f"{row.birth:%Y%m}" if row.birth else ""),
                row.political_face_text,
                row.work_text,
            )
            for row in person.family.all()
        ),
        sheet=_sheet(sheet),
        photo=bytes(photo.jpeg) if photo else b"",
    )


def full_post(person: Person) -> str:
    """The post with its unit before it, as a form writes it (职务全称, A0192A)."""
    unit, post = person.unit, person.post_text
    if unit is None or post.startswith((unit.name, unit.short_name)):
        return post
    return unit.name + post


def month_of(day: date | None) -> PartialDate | None:
    return PartialDate(day.year, day.month) if day else None


def study_of(row: Education) -> Study:
    school = row.school
    if row.major and row.major not in school:
        school += row.major
    return Study(
        mode=row.mode,
        schooling=row.schooling,
        schooling_text=row.schooling_text,
        degree=row.degree,
        degree_text=row.degree_text,
        school=school,
    )


def lines_of(spells: list[Spell]) -> tuple[Line, ...]:
    """Lines in résumé order, the periods within a line inside it."""
    inner: dict[int, list[Spell]] = {}
    for spell in spells:
        if spell.within_id:
            inner.setdefault(spell.within_id, []).append(spell)
    return tuple(
        _line(spell, tuple(_line(part, ()) for part in inner.get(spell.pk, [])))
        for spell in spells
        if not spell.within_id
    )


def _line(spell: Spell, inner: tuple[Line, ...]) -> Line:
    return Line(
        text=spell.text,
        begins=PartialDate.of(spell.begins, spell.begins_precision) if spell.begins else None,
        ends=PartialDate.of(spell.ends, spell.ends_precision) if spell.ends else None,
        kind=LineKind(spell.kind),
        inner=inner,
    )


def _award(row: Award) -> AwardNote:
    awarded = PartialDate.of(row.awarded_on, row.awarded_on_precision) if row.awarded_on else None
    return AwardNote(title=row.title, awarded=awarded, authority=row.authority)


def _sheet(sheet: FormSheet | None) -> dict[str, str]:
    if sheet is None:
        return {}
    texts = {name: getattr(sheet, column) for name, column in SHEET_COLUMNS.items()}
    for name, column in SHEET_DAYS.items():
        day = getattr(sheet, column)
        texts[name] = f"{day:%Y%m%d}" if day else ""
    return texts | {name: sheet.texts.get(name, "") for name in SHEET_TEXTS}
