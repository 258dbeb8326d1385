"""The list of a register as its page receives it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.registers.contracts import Chip, FacetShown, Head, ListLine, PageLink
from qingmiao.registers.declaration import PAGE_SIZE, REGISTERS, Register
from qingmiao.registers.queries import Filter, facets_shown, listed, read_filter, words_first
from qingmiao.registers.values import cell_of
from qingmiao.webkit.http import Request, page, wants_part


def lines_of(register: Register, rows: Any) -> list[ListLine]:
    return [
        ListLine(
            pk=row.pk,
            url=reverse(register.url_name("detail"), args=[row.pk]),
            cells=[cell_of(row, column) for column in register.columns],
            voided=register.has_ended(row),
        )
        for row in rows
    ]


def heads_of(register: Register, parameters: QueryDict | None = None) -> list[Head]:
    """Column headings; with parameters each sortable one carries the address that sorts by it."""
    now = parameters.get("sort", "") if parameters is not None else ""
    return [
        Head(
            key=column.path,
            label=str(column.label),
            kind=column.kind,
            sort_query=_sort_query(parameters, column.sort, now)
            if parameters is not None and column.sort
            else "",
            direction={column.sort: "asc", f"-{column.sort}": "desc"}.get(now, "")
            if column.sort
            else "",
        )
        for column in register.columns
    ]


def _sort_query(parameters: QueryDict, sort: str, now: str) -> str:
    return query(parameters, sort=f"-{sort}" if now == sort else sort, page=None)


def query(parameters: QueryDict, **changes: Any) -> str:
    """The present address with some parameters changed; ``None`` takes one out."""
    copy = parameters.copy()
    for name, value in changes.items():
        if value is None:
            copy.pop(name, None)
        elif isinstance(value, list):
            copy.setlist(name, value)
        else:
            copy[name] = str(value)
    return f"?{copy.urlencode()}"


def chips_of(
    register: Register, facets: list[FacetShown], wanted: Filter, parameters: QueryDict
) -> list[Chip]:
    chips = []
    if wanted.words:
        label = _("含“%(words)s”") % {"words": wanted.words}
        chips.append(Chip(label=label, query=query(parameters, q=None, page=None)))
    for facet in facets:
        for option in facet.options:
            if option.on:
                rest = [v for v in parameters.getlist(facet.name) if v != option.value]
                chips.append(
                    Chip(
                        label=f"{facet.label}：{option.label}",
                        query=query(parameters, **{facet.name: rest or None}, page=None),
                    )
                )
        if facet.begins or facet.ends:
            names = {f"{facet.name}_begins": None, f"{facet.name}_ends": None}
            label = f"{facet.label}：{facet.begins or '…'} – {facet.ends or '…'}"
            chips.append(Chip(label=label, query=query(parameters, **names, page=None)))
    if wanted.with_void:
        chips.append(Chip(label=_("含已作废"), query=query(parameters, void=None, page=None)))
    return chips


def page_of(
    rows: Any, parameters: QueryDict, *, size: int = PAGE_SIZE, count: int | None = None
) -> Page:
    """The page asked for; ``count`` where how many there are is known already."""
    pages = Paginator(rows, size)
    if count is not None:
        pages.count = count
    return pages.get_page(parameters.get("page"))


def list_page(request: Request, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A room's own page around the register's list: a filter swaps the list alone, which is the register's."""
    own = "registers/list.html" if wants_part(request) else template
    return page(request, own, "results", context)


def page_links(page: Page, parameters: QueryDict) -> list[PageLink]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        PageLink(
            label=str(number),
            query=query(parameters, page=number) if isinstance(number, int) else "",
            current=number == page.number,
            gap=not isinstance(number, int),
        )
        for number in numbers
    ]


def urls_of(register: Register, pk: int | None = None) -> dict[str, str]:
    urls = {
        "list": reverse(register.url_name()),
        "cancel": reverse(register.url_name()),
        "export": reverse(register.url_name("export")),
    }
    if not register.is_read_only:
        urls |= {name: reverse(register.url_name(name)) for name in ("new", "import", "template")}
    if pk is not None:
        urls["detail"] = urls["cancel"] = reverse(register.url_name("detail"), args=[pk])
    if pk is not None and not register.is_read_only:
        urls["edit"] = reverse(register.url_name("edit"), args=[pk])
        urls["void"] = reverse(register.url_name("void"), args=[pk])
    return urls


def tabs_of(register: Register, request: Request) -> list[dict[str, Any]]:
    """The other registers of the same room that this reader may open."""
    siblings = [r for r in REGISTERS.values() if r.room == register.room]
    return [
        {
            "label": sibling.title,
            "url": reverse(sibling.url_name()),
            "is_current": sibling.code == register.code,
            "count": None,
        }
        for sibling in siblings
        if not sibling.view.nowhere(request.actor)
    ]


def list_context(register: Register, request: Request) -> Mapping[str, Any]:
    """Everything the list page shows: the same question answers rows, count and export."""
    register, parameters = register.read_by(request.actor), request.GET
    wanted = words_first(register, request.actor, read_filter(register, parameters))
    facets = facets_shown(register, request.actor, wanted)
    page = page_of(listed(register, request.actor, wanted), parameters)
    chips = chips_of(register, facets, wanted, parameters)
    may_keep = not register.is_read_only and not register.keep.nowhere(request.actor)
    urls = urls_of(register)
    kept = urlencode({"sort": wanted.sort}) if wanted.sort else ""
    asked = parameters.copy()
    asked.pop("page", None)
    asked.pop("sort", None)
    return {
        "register": register,
        "can": {"enter": may_keep, "export": True, "import": may_keep},
        "urls": urls | {"export": f"{urls['export']}?{asked.urlencode()}"},
        "facets": facets,
        "q": wanted.words,
        "sort": wanted.sort,
        "columns": heads_of(register, parameters),
        "lines": lines_of(register, page.object_list),
        "page": page,
        "page_links": page_links(page, parameters),
        "chips": chips,
        "clear_query": f"{urls['list']}?{kept}" if kept else urls["list"],
        "total": page.paginator.count,
        "unit_word": register.unit_word,
        "tabs": tabs_of(register, request),
        "void_query": query(parameters, void="1", page=None)
        if register.ended and not wanted.with_void
        else "",
    }
