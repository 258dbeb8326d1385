"""A dossier as its page shows it: fields in the order of the 任免审批表, parts, present facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import age_on, calendar_months
from qingmiao.people.dossiers.enums import Precision
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import people
from qingmiao.registers.contracts import Row


def month(value: date | None, precision: str = Precision.MONTH) -> str:
    """A date at the precision it is known: 1993, 1993.04 or 1993.04.15."""
    if value is None:
        return ""
    shapes = {Precision.YEAR: "%Y", Precision.MONTH: "%Y.%m", Precision.DAY: "%Y.%m.%d"}
    return value.strftime(shapes[Precision(precision)])


def tenure(since: date | None, on: date) -> str:
    """«3 年 2 个月» since a month, at month precision; nothing when the month is not on file."""
    if since is None:
        return ""
    months = calendar_months(begins=since, on=on)
    if months < 0:
        return ""
    years, rest = divmod(months, 12)
    if not years:
        return _("%(months)d 个月") % {"months": rest}
    if not rest:
        return _("%(years)d 年") % {"years": years}
    return _("%(years)d 年 %(months)d 个月") % {"years": years, "months": rest}


@dataclass(frozen=True, kw_only=True)
class Dossier:
    person: Person
    age: int
    rows: list[Row]


def dossier(*, actor: Actor, person_id: int) -> Person | None:
    return (
        people(actor=actor)
        .select_related("unit", "post", "sheet")
        .prefetch_related(
            "educations", "spells", "level_spells", "appraisals", "awards", "family", "tags__tag"
        )
        .filter(pk=person_id)
        .first()
    )


def first_page(person: Person, *, on: date) -> list[Row]:
    """The fields of the form's first page, in its order, with what is derived and its as-of day."""
    age = age_on(birth=person.birth, on=on)
    birth = _("%(month)s（%(age)d 岁）") % {
        "month": month(person.birth, person.birth_precision),
        "age": age,
    }
    party = person.party_text or month(person.party_joined)
    pairs: list[tuple[str, Any]] = [
        (_("性别"), person.get_sex_display()),
        (_("民族"), person.ethnicity),
        (_("出生年月"), birth),
        (_("籍贯"), person.native_place),
        (_("出生地"), person.birth_place),
        (_("政治面貌"), person.get_political_face_display()),
        (_("入党时间"), party),
        (_("参加工作时间"), month(person.work_began)),
        (_("健康状况"), person.health),
        (_("专业技术职务"), person.professional_title),
        (_("熟悉专业有何专长"), person.speciality),
        (_("最高学历"), person.get_schooling_display()),
        (_("职务层次"), person.get_level_display()),
        (_("任现职务层次"), _since(person.level_since, on)),
        (_("职级"), person.get_rank_display() if person.rank else ""),
        (_("任现职级"), _since(person.rank_since, on)),
        (_("任现职务"), _since(person.post_since, on)),
        (_("人员类别"), person.get_category_display()),
        (_("管理状态"), person.get_standing_display()),
    ]
    return [Row(label=label, value=value) for label, value in pairs]


def _since(value: date | None, on: date) -> str:
    served = tenure(value, on)
    return f"{month(value)}（{served}）" if served else month(value)


def resume_lines(person: Person) -> list[dict[str, Any]]:
    """Résumé lines in order, each with what lies within it."""
    spells = list(person.spells.all())
    inner: dict[int, list[Any]] = {}
    for spell in spells:
        if spell.within_id is not None:
            inner.setdefault(spell.within_id, []).append(spell)
    return [
        {
            "id": spell.pk,
            "period": period(spell),
            "text": spell.text,
            "kind": spell.get_kind_display(),
            "inner": [
                {"id": child.pk, "period": period(child), "text": child.text}
                for child in inner.get(spell.pk, [])
            ],
        }
        for spell in spells
        if spell.within_id is None
    ]


def period(spell: Any) -> str:
    begins = month(spell.begins, spell.begins_precision)
    ends = month(spell.ends, spell.ends_precision)
    return f"{begins}--{ends}"
