"""The doors every register has. Each parses, makes one call, and renders."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.queries import story_of
from qingmiao.registers import services
from qingmiao.registers.contracts import Group, Row
from qingmiao.registers.declaration import PICKS, Part, Register
from qingmiao.registers.fields import offers
from qingmiao.registers.forms import VoidForm, form_class
from qingmiao.registers.queries import visible
from qingmiao.registers.values import reached, text_of, url_of
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.listing import heads_of, lines_of, list_context, urls_of
from qingmiao.webkit.http import Request, page

LONG_TEXT = 60


def _require(register: Register, request: Request, *, keep: bool = False) -> None:
    permission = register.keep if keep else register.view
    if permission.nowhere(request.actor):
        raise Forbidden(permission.sentence)


@require_GET
def listing(request: Request, register: Register) -> HttpResponse:
    _require(register, request)
    return page(request, "registers/list.html", "results", list_context(register, request))


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return render(request, "registers/detail.html", detail_context(register, request, pk))


def detail_context(register: Register, request: Request, pk: int) -> dict[str, Any]:
    """Everything the page of a row shows; a room that adds to its page begins with this."""
    register = register.read_by(request.actor)
    row = get_object_or_404(visible(register, request.actor, with_void=True), pk=pk)
    may_keep = not register.is_read_only and register.keep.allows(request.actor, row)
    parts = [_part(part, row, request) for part in register.parts]
    return {
        "register": register,
        "row": row,
        "heading": str(row),
        "subheading": "",
        "groups": _groups(register, row),
        "parts": [part for part in parts if part],
        "story": story_of(row),
        "can": {"amend": may_keep and register.can_amend, "void": may_keep},
        "urls": urls_of(register, pk),
        "void": _void_of(row),
        "extra_actions": [],
        "parts_hidden": not register.parts,
    }


def _void_of(row: Any) -> dict[str, Any] | None:
    if getattr(row, "voided_at", None) is None:
        return None
    return {"at": row.voided_at, "by": row.voided_by, "reason": row.void_reason}


def _groups(register: Register, row: Any) -> list[Group]:
    rows = []
    for name in register.fields:
        value = reached(row, name)
        text = text_of(value)
        kind = "long" if len(text) > LONG_TEXT else "text"
        told = register.words.get(name)
        if told and text:
            text, kind = _("%(word)s（%(code)s）") % {"word": told(value), "code": text}, "text"
        rows.append(Row(label=register.label_of(name), value=text, kind=kind, url=url_of(value)))
    whole = Group(title=str(register.noun_title), rows=rows)
    if register.is_read_only:
        return [whole]
    kept = [
        Row(label=_("来源"), value=row.get_source_display()),
        Row(label=_("登记人"), value=row.entered_by),
        Row(label=_("登记时间"), value=text_of(row.entered_at)),
    ]
    return [whole, Group(title=_("登记信息"), rows=kept)]


def _part(part: Part, row: Any, request: Request) -> dict[str, Any] | None:
    child = part.register().read_by(request.actor).below(part.field)
    if child.view.nowhere(request.actor):
        return None
    rows = visible(child, request.actor).filter(**{part.field: row})
    may_add = not child.keep.nowhere(request.actor)
    add = "" if child.is_read_only else reverse(child.url_name("new"))
    return {
        "title": child.title,
        "columns": heads_of(child),
        "lines": lines_of(child, rows[: part.limit]),
        "add_url": f"{add}?{part.field}={row.pk}" if may_add and add else "",
        "empty": _("还没有%(noun)s") % {"noun": child.noun_title},
        "total": rows.count(),
        "more_url": "",
    }


@require_http_methods(["GET", "POST"])
def enter(
    request: Request, register: Register, template: str = "registers/form.html"
) -> HttpResponse:
    _require(register, request, keep=True)
    register = register.written_by(request.actor)
    build, today = form_class(register), clock.today()
    heading = _("登记%(noun)s") % {"noun": register.noun_title}
    if request.method == "GET":
        given = {name: request.GET[name] for name in register.fields if name in request.GET}
        form = build(initial=_initial(given), actor=request.actor, on=today)
        return form_page(request, register, form, heading, urls_of(register), template=template)
    form = build(request.POST, actor=request.actor, on=today)
    try:
        if form.is_valid():
            row = services.enter(
                actor=request.actor, register=register, values=form.cleaned_data, on=today
            )
            messages.success(request, _("已登记%(noun)s") % {"noun": register.noun_title})
            return done(request, urls_of(register, row.pk)["detail"])
    except (Refused, Forbidden) as no:
        tell(form, no)
    return form_page(request, register, form, heading, urls_of(register), template=template)


def _initial(given: Mapping[str, str]) -> dict[str, Any]:
    return {name: int(text) if text.isdecimal() else text for name, text in given.items()}


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: int, register: Register) -> HttpResponse:
    rows = register.keep.rows(request.actor, register.base())
    row = get_object_or_404(rows, pk=pk)
    if not register.can_amend:
        raise Http404
    register = register.written_by(request.actor)
    build, today = form_class(register), clock.today()
    heading = _("修改：%(title)s") % {"title": row}
    urls = urls_of(register, pk)
    if request.method == "GET":
        form = build(instance=row, actor=request.actor, on=today)
        return form_page(request, register, form, heading, urls, version=row.version)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() else None
    form = build(request.POST, instance=row, actor=request.actor, on=today)
    try:
        if form.is_valid():
            services.amend(
                actor=request.actor,
                register=register,
                pk=pk,
                values=form.cleaned_data,
                version=version,
                on=today,
            )
            messages.success(request, _("已保存修改"))
            return done(request, urls["detail"])
    except (Refused, Forbidden) as no:
        tell(form, no)
    return form_page(request, register, form, heading, urls, version=version)


@require_http_methods(["GET", "POST"])
def void(request: Request, pk: int, register: Register) -> HttpResponse:
    rows = register.keep.rows(request.actor, register.base())
    row = get_object_or_404(rows, pk=pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.void(
                actor=request.actor,
                register=register,
                pk=pk,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已作废"))
            return done(request, urls_of(register)["list"])
    context = {
        "register": register,
        "heading": str(row),
        "form": form,
        "urls": urls_of(register, pk),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/void.html", "form", context, status=status)


@require_GET
def pick(request: Request, label: str) -> HttpResponse:
    """Options that fit what is being typed, among rows the reader may see."""
    if label not in PICKS:
        raise Http404
    typed = request.GET.get(request.GET.get("field", ""), request.GET.get("q", ""))
    found = offers(actor=request.actor, label=label, typed=typed[:60])
    return render(request, "registers/widgets/offers.html", {"offers": found})
