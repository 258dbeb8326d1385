"""`{% load webkit %}`: icons, the marks of the five links, dates as an office writes them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from qingmiao.webkit import forms, tables

register = template.Library()

MARKS = {
    "select": pgettext_lazy("mark", "选"),
    "nurture": pgettext_lazy("mark", "育"),
    "temper": pgettext_lazy("mark", "炼"),
    "govern": pgettext_lazy("mark", "管"),
    "appoint": pgettext_lazy("mark", "用"),
}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A drawing from the sprite. It says nothing of its own: the word stands beside it."""
    return tables.icon(name, classes)


@register.simple_tag
def table_row(line: Any, columns: Sequence[Any]) -> SafeString:
    """A line of a table under its columns."""
    return tables.row(line, columns)


@register.simple_tag
def facet_options(facet: Any) -> SafeString:
    """The options of one facet."""
    return tables.options(facet)


@register.simple_tag
def mark(link: str, character: str = "") -> str:
    """The badge of a link of the mission: its character on its colour, never colour alone."""
    shown = MARKS.get(link, character)
    if not shown:
        return ""
    return format_html('<i class="qm-mark qm-{}" aria-hidden="true">{}</i>', link or "base", shown)


@register.filter
def month(value: date | None) -> str:
    """``1993.04``: the precision the dossier itself has."""
    return f"{value:%Y.%m}" if value else "—"


@register.filter
def day(value: date | datetime | None) -> str:
    """``2025.09.01``, in the district's own time."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value:%Y.%m.%d}" if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """``2025.09.01 14:05``."""
    if value is None:
        return "—"
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%Y.%m.%d %H:%M}"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    return forms.control(field)


@register.filter
def is_wide(field: BoundField) -> bool:
    return forms.is_wide(field)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the control is one box to tick, whose label stands behind it."""
    return bool(field.widget_type == "checkbox")
