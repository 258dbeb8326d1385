"""The rows of a table. In Python, for a list has five hundred cells and each would be a template of its own."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CHECKED = " checked"


@cache
def icon(name: str, classes: str = "") -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static("vendor/icons.svg"),
        name,
    )


def row(line: Any, columns: Sequence[Any]) -> SafeString:
    """One line: url, voided, cells; the first cell leads to the page of the line."""
    pairs = list(zip(line.cells, columns, strict=False))
    first = [_td(*pair, url=line.url, voided=line.voided, is_first=True) for pair in pairs[:1]]
    rest = [_td(*pair) for pair in pairs[1:]]
    return format_html(
        "<tr{}>{}</tr>",
        format_html(' class="{}"', "qm-voided") if line.voided else "",
        _joined([*first, *rest]),
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


TD = '<td class="{}" data-label="{}">'
BLANK = TD + '<span class="qm-none">—</span>{}</td>'
BLANK_LEADING = TD + '<a href="{}">—</a>{}</td>'
BADGE = TD + '<span class="qm-tag{}">{}</span>{}</td>'
BADGE_LEADING = TD + '<a href="{}" class="qm-tag{}">{}</a>{}</td>'
FLAG = TD + '<span class="qm-flag">{}{}</span>{}</td>'
FLAG_OFF = TD + '<span class="qm-none">{}</span>{}</td>'
LEADING = TD + '<a href="{}">{}</a>{}</td>'
LEADING_TITLED = TD + '<a href="{}" title="{}">{}</a>{}</td>'
LONG = TD + '<span title="{}">{}</span>{}</td>'
PLAIN = TD + "{}{}</td>"
"""One form a kind of cell: each is filled once, for filling is what a long table spends its time on."""


def _td(
    cell: Any, column: Any, *, url: str = "", voided: bool = False, is_first: bool = False
) -> SafeString:
    is_blank = not cell.text and cell.text != 0
    kind = cell.kind or "text"
    classes = f"qm-kind-{kind}{' qm-first' if is_first else ''}{' qm-blank' if is_blank else ''}"
    tail = _tail(cell, voided=voided) if cell.small or voided else ""
    return _filled(cell, kind, url or cell.url, (classes, column.label), tail, is_blank=is_blank)


def _tail(cell: Any, *, voided: bool) -> SafeString:
    off = format_html(' <span class="qm-tag qm-tag-off">{}</span>', _("已作废")) if voided else ""
    small = format_html(" <small>{}</small>", cell.small) if cell.small else ""
    return format_html("{}{}", small, off)


def _filled(
    cell: Any, kind: str, url: str, head: tuple[str, Any], tail: str, *, is_blank: bool
) -> SafeString:
    if is_blank:
        return (
            format_html(BLANK_LEADING, *head, url, tail) if url else format_html(BLANK, *head, tail)
        )
    if kind == "badge":
        tone = f" qm-tag-{cell.tone}" if cell.tone else ""
        if url:
            return format_html(BADGE_LEADING, *head, url, tone, cell.text, tail)
        return format_html(BADGE, *head, tone, cell.text, tail)
    if kind == "flag":
        if cell.tone == "off":
            return format_html(FLAG_OFF, *head, cell.text, tail)
        return format_html(FLAG, *head, icon("check"), cell.text, tail)
    if url and kind in ("long", "text"):
        return format_html(LEADING_TITLED, *head, url, cell.text, cell.text, tail)
    if url:
        return format_html(LEADING, *head, url, cell.text, tail)
    if kind == "long":
        return format_html(LONG, *head, cell.text, cell.text, tail)
    return format_html(PLAIN, *head, cell.text, tail)


OPTION = (
    '<label class="qm-option"><input class="form-check-input" type="checkbox" id="f-{}-{}" name="{}"'
    ' value="{}"{}><span>{}{}</span>{}</label>'
)


def options(facet: Any) -> SafeString:
    """The boxes of a facet: what each stands for and how many there are of it."""
    return _joined(
        format_html(
            OPTION,
            facet.name, number, facet.name, option.value,
            CHECKED if option.on else "",
            option.label,
            format_html("<code>{}</code>", option.code) if option.code else "",
            "" if option.count is None else format_html("<small>{}</small>", option.count),
        )
        for number, option in enumerate(facet.options, 1)
    )  # fmt: skip
