"""The rows of a table. In Python, for a list has five hundred cells and each would be a template of its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

NONE = format_html('<span class="qm-none">{}</span>', "—")


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


def _td(
    cell: Any, column: Any, *, url: str = "", voided: bool = False, is_first: bool = False
) -> SafeString:
    kind = f"qm-kind-{cell.kind or 'text'}"
    classes = f"{kind}{' qm-first' if is_first else ''}{' qm-blank' if _is_blank(cell) else ''}"
    off = format_html(' <span class="qm-tag qm-tag-off">{}</span>', _("已作废")) if voided else ""
    small = format_html(" <small>{}</small>", cell.small) if cell.small else ""
    shown = _shown(cell, url or cell.url)
    return format_html(
        '<td class="{}" data-label="{}">{}{}{}</td>', classes, column.label, shown, small, off
    )


def _is_blank(cell: Any) -> bool:
    return not cell.text and cell.text != 0


def _shown(cell: Any, url: str) -> Any:
    if _is_blank(cell):
        return format_html('<a href="{}">—</a>', url) if url else NONE
    if cell.kind == "badge":
        tone = f"qm-tag qm-tag-{cell.tone}" if cell.tone else "qm-tag"
        if url:
            return format_html('<a href="{}" class="{}">{}</a>', url, tone, cell.text)
        return format_html('<span class="{}">{}</span>', tone, cell.text)
    if cell.kind == "flag":
        if cell.tone == "off":
            return format_html('<span class="qm-none">{}</span>', cell.text)
        return format_html('<span class="qm-flag">{}{}</span>', icon("check"), cell.text)
    title = format_html(' title="{}"', cell.text) if cell.kind in ("long", "text") else ""
    if url:
        return format_html('<a href="{}"{}>{}</a>', url, title, cell.text)
    if cell.kind == "long":
        return format_html("<span{}>{}</span>", title, cell.text)
    return cell.text
