"""One form's accepted fields written into one dossier, by the dossier's own services."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.orgs.enums import Level
from qingmiao.orgs.models import Post
from qingmiao.people.dossiers.enums import LevelSeries, StudyMode
from qingmiao.people.dossiers.models import Education, LevelSpell, Person, Spell
from qingmiao.people.dossiers.services.dossier import amend_dossier, open_dossier
from qingmiao.people.dossiers.services.part import (
    add_part,
    amend_part,
    put_sheet,
    replace_part,
)
from qingmiao.people.exchange.contracts import Changes, Facts, Form, Line, PartialDate, Study
from qingmiao.people.exchange.rules import lrmx, sheet, words
from qingmiao.people.exchange.rules.dates import read_date_or_none
from qingmiao.people.exchange.rules.resume import read_resume
from qingmiao.people.exchange.rules.sentences import field_label
from qingmiao.people.exchange.services.facts import (
    SHEET_COLUMNS,
    SHEET_DAYS,
    SHEET_TEXTS,
    study_of,
)
from qingmiao.people.exchange.services.matching import Places

_AS_WRITTEN = (sheet.NAME, sheet.POST, lrmx.RESUME, sheet.APPRAISALS)
"""Texts kept beside what was read out of them; never awards, for sanctions may stand among them."""

_CARRIED = ("unit", "post", "level", "is_main", "source", "verified_by", "verified_on")


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes what from which form, on which day, and why."""

    actor: Actor
    places: Places
    on: date
    reason: str


def take(
    taking: Taking, form: Form, person: Person | None, facts: Facts, accepted: Collection[str]
) -> Person:
    """新建或修改 one dossier. A part none of whose fields is accepted is not touched."""
    changes = sheet.changes(facts, form, accepted)
    begun = _post_begun(form)
    values = _person_values(taking, changes, begun, person)
    number = changes.person.get("id_number")
    if person is None:
        person = _opened(taking, values, number or "")
    else:
        person = amend_dossier(
            actor=taking.actor,
            person_id=person.pk,
            values=values,
            version=None,
            id_number=number,
            reason=taking.reason,
        )
    _take_parts(taking, person, facts, changes)
    _take_level(taking, person, values.get("post"), begun)
    _take_sheet(taking, person, form, changes)
    return person


def _opened(taking: Taking, values: dict[str, Any], number: str) -> Person:
    needed = {"name": sheet.NAME, "sex": sheet.SEX, "birth": sheet.BIRTH}
    missing = [element for name, element in needed.items() if name not in values]
    if missing:
        raise Refused(
            _("新建档案必须采纳「%(field)s」") % {"field": field_label(element)}
            for element in missing
        )
    since = values.get("post_since")
    values["managed_from"] = since if since and since <= taking.on else taking.on
    return open_dossier(actor=taking.actor, values=values, id_number=number)


def _person_values(
    taking: Taking, changes: Changes, begun: PartialDate | None, person: Person | None
) -> dict[str, Any]:
    values = {key: value for key, value in changes.person.items() if key != "id_number"}
    for name in ("birth", "work_began", "party_joined"):
        if name in values:
            day: PartialDate | None = values[name]
            values[name] = day.first if day else None
            if name == "birth" and day:
                values["birth_precision"] = day.precision
    if changes.studies and person is None:
        best = min(changes.studies, key=lambda study: words.TIERS[study.schooling])
        values["schooling"] = best.schooling
    if (text := values.get("post_text")) is not None:
        values |= _place(taking.places, text, begun)
    return values


def _place(places: Places, text: str, begun: PartialDate | None) -> dict[str, Any]:
    """The unit a post text names, its slot where the title is one, and since when."""
    found = sheet.unit_named(text, places.units)
    if found is None:
        return {"post_text": text}
    unit_id, rest = found
    post = post_titled(places, unit_id, rest)
    values: dict[str, Any] = {"post_text": rest or text, "unit": places.unit(unit_id), "post": post}
    if begun:
        values["post_since"] = begun.first
    return values


def post_titled(places: Places, unit_id: int, title: str) -> Post | None:
    """The slot of that title; of several posts in one text the first that is a slot."""
    for part in (title, *title.replace("，", "、").replace(",", "、").split("、")):
        if post := places.posts.get((unit_id, words.plain(part))):
            return post
    return None


def _post_begun(form: Form) -> PartialDate | None:
    """When the present post began: the last résumé line that is still open says so."""
    lines = read_resume(form.raw(lrmx.RESUME)).lines
    last = lines[-1] if lines else None
    return last.begins if last and last.ends is None and last.begins else None


def _take_parts(taking: Taking, person: Person, facts: Facts, changes: Changes) -> None:
    if changes.studies is not None:
        _take_studies(taking, person, facts, changes.studies)
    if changes.lines is not None:
        replace_part(
            actor=taking.actor,
            person_id=person.pk,
            part="spell",
            rows=_spell_rows(taking.places, person, changes.lines),
            reason=taking.reason,
        )
    for part, rows in (
        ("award", _award_rows(changes)),
        ("appraisal", _appraisal_rows(person, changes)),
        ("family", _family_rows(changes)),
    ):
        if rows is not None:
            replace_part(
                actor=taking.actor,
                person_id=person.pk,
                part=part,
                rows=rows,
                reason=taking.reason,
            )


def _take_studies(taking: Taking, person: Person, facts: Facts, studies: tuple[Study, ...]) -> None:
    """Rows the form shows are amended, what it adds is added; a lower schooling it omits stays."""
    for mode in StudyMode.values:
        own = [study for study in studies if study.mode == mode]
        if own == [study for study in facts.studies if study.mode == mode]:
            continue
        rows = list(Education.objects.filter(person=person, mode=mode))
        shown = [row for row in rows if _is_shown(row, rows)]
        for study in own:
            values = _study_values(study)
            row = _meant(study, shown)
            if row is None:
                add_part(actor=taking.actor, person_id=person.pk, part="education", values=values)
                continue
            shown.remove(row)
            if study_of(row) != study:
                amend_part(
                    actor=taking.actor,
                    person_id=person.pk,
                    part="education",
                    row_id=row.pk,
                    values=values,
                )


def _meant(study: Study, shown: list[Education]) -> Education | None:
    """The row a study of the form corrects: of the same schooling or school, else one not lower.

    A study above all that is on file is a new one: the lower schooling was true and stays.
    """
    for row in shown:
        if row.schooling == study.schooling or (row.school and row.school == study.school):
            return row
    tier = words.TIERS[study.schooling]
    return next((row for row in shown if words.TIERS[row.schooling] <= tier), None)


def _is_shown(row: Education, rows: list[Education]) -> bool:
    """Whether a form shows the row: the highest schooling of its mode, or its highest degree."""
    highest = min(words.TIERS[other.schooling] for other in rows)
    degrees = [other.degree for other in rows if other.degree]
    return words.TIERS[row.schooling] == highest or bool(degrees and row.degree == min(degrees))


def _study_values(study: Study) -> dict[str, Any]:
    return {
        "mode": study.mode,
        "schooling": study.schooling,
        "schooling_text": study.schooling_text,
        "degree": study.degree,
        "degree_text": study.degree_text,
        "school": study.school,
        "major": "",
    }


def _spell_rows(places: Places, person: Person, lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """Lines that stay keep the unit, post, level and verification they had."""
    known = {
        (spell.begins, spell.text): {name: getattr(spell, name) for name in _CARRIED}
        for spell in Spell.objects.filter(person=person).select_related("unit", "post")
    }
    rows = []
    for order, line in enumerate(lines):
        row = _spell_row(places, line, order, known)
        row["inner"] = [_spell_row(places, part, at, known) for at, part in enumerate(line.inner)]
        rows.append(row)
    return rows


def _spell_row(
    places: Places, line: Line, order: int, known: Mapping[Any, dict[str, Any]]
) -> dict[str, Any]:
    begins = line.begins.first if line.begins else None
    text = line.text
    row: dict[str, Any] = {
        "kind": str(line.kind),
        "begins": begins,
        "begins_precision": line.begins.precision if line.begins else "m",
        "ends": line.ends.first if line.ends else None,
        "ends_precision": line.ends.precision if line.ends else "m",
        "text": text,
        "order": order,
    }
    if carried := known.get((begins, text)):
        return row | carried
    if found := sheet.unit_named(text, places.units):
        post = post_titled(places, *found)
        row |= {"unit": places.unit(found[0]), "post": post, "level": post.level if post else ""}
    return row


def _award_rows(changes: Changes) -> list[dict[str, Any]] | None:
    if changes.awards is None:
        return None
    return [
        {
            "title": award.title[:300],
            "authority": award.authority[:160],
            "awarded_on": award.awarded.first if award.awarded else None,
            "awarded_on_precision": award.awarded.precision if award.awarded else "m",
        }
        for award in changes.awards
    ]


def _appraisal_rows(person: Person, changes: Changes) -> list[dict[str, Any]] | None:
    if changes.appraisals is None:
        return None
    return [{"year": year, "grade": grade} for year, grade in changes.appraisals]


def _family_rows(changes: Changes) -> list[dict[str, Any]] | None:
    if changes.relatives is None:
        return None
    rows = []
    for order, relative in enumerate(changes.relatives):
        born = read_date_or_none(relative.birth)
        rows.append(
            {
                "relation": relative.relation[:20] or "其他",  # not interface: what a form says
                "name": lrmx.plain_name(relative.name)[:60]
                or "（未填）",  # not interface: the same
                "birth": born.first if born else None,
                "birth_text": relative.birth[:20],
                "political_face_text": relative.political_face[:40],
                "work_text": relative.work[:300],
                "order": order,
            }
        )
    return rows


def _take_level(
    taking: Taking, person: Person, post: Post | None, begun: PartialDate | None
) -> None:
    """A form says no level. Where its post is a slot, the slot's level stands from that day on."""
    if post is None or post.level in {"", Level.UNSET}:
        return
    open_spells = LevelSpell.objects.filter(
        person=person, series=LevelSeries.POST, ends__isnull=True
    )
    if open_spells.exists():
        return
    begins = begun.first if begun else taking.on
    add_part(
        actor=taking.actor,
        person_id=person.pk,
        part="level",
        values={"series": LevelSeries.POST, "level": post.level, "begins": begins},
    )


def _take_sheet(taking: Taking, person: Person, form: Form, changes: Changes) -> None:
    values: dict[str, Any] = {}
    for name, text in changes.sheet.items():
        if name in SHEET_COLUMNS:
            values[SHEET_COLUMNS[name]] = text
        elif name in SHEET_DAYS:
            day = read_date_or_none(text)
            values[SHEET_DAYS[name]] = day.first if day else None
    texts = {name: text for name in _AS_WRITTEN if (text := form.text(name))}
    texts |= {name: changes.sheet[name] for name in SHEET_TEXTS if name in changes.sheet}
    unparsed = read_resume(form.raw(lrmx.RESUME)).unparsed if changes.lines is not None else ()
    if unparsed:
        texts["unparsed"] = "\n".join(part.text for part in unparsed)
    values["texts"] = texts
    put_sheet(actor=taking.actor, person_id=person.pk, values=values, reason=taking.reason)
