"""What the form shows beside its fields: what the dossier knows, and whom one may name."""

from typing import Any

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.models import Person


def colleagues(*, actor: Actor) -> list[tuple[str, str]]:
    """Whom a self-nominator may ask to vouch: those in service in the own unit, by name and post."""
    own = Person.objects.filter(pk=actor.person_id or 0).values("unit")
    rows = Person.objects.filter(unit__in=own, standing=Standing.IN_SERVICE)
    return [
        (str(pk), f"{name} {post}".strip())
        for pk, name, post in rows.exclude(pk=actor.person_id or 0)
        .order_by("sort_no", "pk")
        .values_list("pk", "name", "post_text")
    ]


def known_of(*, person: Person | None) -> list[tuple[str, str]]:
    """What the dossier already says, shown so that nobody writes it again."""
    if person is None:
        return []
    field = Person._meta.get_field
    shown = {
        "name": person.name,
        "unit": str(person.unit or ""),
        "post_text": person.post_text,
        "birth": f"{person.birth:%Y.%m}",
        "sex": person.get_sex_display(),
        "ethnicity": person.ethnicity,
        "political_face": person.get_political_face_display(),
        "schooling": person.get_schooling_display(),
        "level": person.get_level_display(),
        "rank": person.get_rank_display(),
    }
    return [
        (str(getattr(field(name), "verbose_name", name)), value)
        for name, value in shown.items()
        if value
    ]


def rows_of(form: Any) -> list[tuple[str, str]]:
    """The fields of a step as read: label and text, the empty ones left out."""
    rows = []
    for name, bound in form.fields.items():
        value = form.cleaned_data.get(name) if form.is_bound else None
        if value:
            choices = dict(getattr(bound, "choices", None) or ())
            rows.append((str(bound.label), str(choices.get(value, value))))
    return rows
