"""Up to six people side by side: facts beside facts, evidence counted by kind, no sum and no rank."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.evidence.queries import strips_of
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import people
from qingmiao.portal.queries.dossier import first_page, month, resume_lines

MOST = 6
PASSED_OVER = 5
"""Résumé lines shown of each person, the newest."""


def chosen(*, actor: Actor, ids: list[int]) -> list[Person]:
    """The people asked for, in the order asked; those the reader may not open are not there."""
    rows = (
        people(actor=actor)
        .filter(pk__in=ids[:MOST])
        .prefetch_related("educations", "spells", "appraisals", "awards")
    )
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in dict.fromkeys(ids[:MOST]) if pk in found]


def comparison(*, actor: Actor, persons: list[Person], on: date) -> list[dict[str, Any]]:
    """Lines of the table: a label and one value a person, lists where there are several."""
    pages = [first_page(person, on=on) for person in persons]
    lines: list[dict[str, Any]] = [
        {
            "label": _("现任职务"),
            "values": [[person.post_line] for person in persons],
        }
    ]
    for place, row in enumerate(pages[0] if pages else []):
        values = [[page[place].value or ""] for page in pages]
        if any(value[0] for value in values):
            lines.append(
                {"label": row.label, "values": values, "differs": len({v[0] for v in values}) > 1}
            )
    lines += [
        {
            "label": _("学历学位"),
            "values": [[_schooling(row) for row in p.educations.all()] for p in persons],
        },
        {
            "label": _("近年简历"),
            "values": [
                [f"{line['period']} {line['text']}" for line in resume_lines(p)[-PASSED_OVER:]]
                for p in persons
            ],
        },
        {
            "label": _("年度考核"),
            "values": [
                [f"{row.year} {row.get_grade_display()}" for row in list(p.appraisals.all())[-3:]]
                for p in persons
            ],
        },
        {
            "label": _("奖励"),
            "values": [
                [f"{month(a.awarded_on)} {a.title}" for a in p.awards.all()] for p in persons
            ],
        },
        {
            "label": _("印证材料"),
            "values": [_evidence(actor, person) for person in persons],
        },
    ]
    return lines


def _schooling(row: Any) -> str:
    parts = (
        row.get_mode_display(),
        row.schooling_text or row.get_schooling_display(),
        row.school,
        row.major,
    )
    return " ".join(part for part in parts if part)


def _evidence(actor: Actor, person: Person) -> list[str]:
    return [
        _("%(dimension)s：%(kinds)s（%(newest)s）%(against)s")
        % {
            "dimension": strip.label,
            "kinds": "、".join(strip.kinds),
            "newest": month(strip.newest),
            "against": _("，有相反说法") if strip.count_against else "",
        }
        for strip in strips_of(actor=actor, person_id=person.pk)
    ]
