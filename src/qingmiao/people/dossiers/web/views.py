"""Writing a dossier: opening, the first page, parts, the photo, the identity number."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.people.dossiers.permissions import OPEN_PEOPLE
from qingmiao.people.dossiers.queries import kept_people, people
from qingmiao.people.dossiers.services import dossier as dossiers
from qingmiao.people.dossiers.services import part as parts
from qingmiao.people.dossiers.web.forms import PART_FIELDS, FirstPageForm, RemovalForm, part_form
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.webkit.http import Request, page


def _register() -> Any:
    """What the shared form page needs to know of a register."""
    return SimpleNamespace(title=_("干部名册"), link="base", mark="")


def _form_page(
    request: Request, form: Any, heading: str, back: str, *, version: Any = None
) -> HttpResponse:
    urls = {"list": reverse("dossiers:roster"), "cancel": back}
    return form_page(request, _register(), form, heading, urls, version=version)


@require_http_methods(["GET", "POST"])
def open_dossier(request: Request) -> HttpResponse:
    if OPEN_PEOPLE.nowhere(request.actor):
        raise Forbidden(OPEN_PEOPLE.sentence)
    today = clock.today()
    posted = request.POST if request.method == "POST" else None
    form = FirstPageForm(posted, actor=request.actor, on=today, initial={"managed_from": today})
    if posted is not None and form.is_valid():
        try:
            person = dossiers.open_dossier(
                actor=request.actor,
                values=form.values(),
                id_number=form.cleaned_data["id_number"],
            )
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, _("已建立 %(name)s 的档案") % {"name": person.name})
            return done(request, reverse("dossiers:person", args=[person.pk]))
    return _form_page(request, form, _("建立档案"), reverse("dossiers:roster"))


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_people(actor=request.actor), pk=pk)
    back = reverse("dossiers:person", args=[pk])
    posted = request.POST if request.method == "POST" else None
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdigit() else person.version
    form = FirstPageForm(posted, instance=person, actor=request.actor, on=clock.today())
    if posted is not None and form.is_valid():
        number = form.cleaned_data["id_number"].strip()
        try:
            dossiers.amend_dossier(
                actor=request.actor,
                person_id=pk,
                values=form.values(),
                version=version,
                id_number=number or None,
            )
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, _("已保存修改"))
            return done(request, back)
    heading = _("修改：%(title)s") % {"title": person.name}
    return _form_page(request, form, heading, back, version=version)


def _part_name(part: str) -> str:
    if part not in PART_FIELDS:
        raise Http404
    return str(parts.PARTS[part]._meta.verbose_name)


@require_http_methods(["GET", "POST"])
def part_new(request: Request, pk: int, part: str) -> HttpResponse:
    name = _part_name(part)
    person = get_object_or_404(kept_people(actor=request.actor), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = part_form(part)(posted, actor=request.actor, on=clock.today())
    back = reverse("dossiers:person", args=[pk])
    if posted is not None and form.is_valid():
        try:
            parts.add_part(actor=request.actor, person_id=pk, part=part, values=form.cleaned_data)
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已登记%(part)s") % {"part": name})
            return done(request, back)
    heading = _("%(name)s：新增%(part)s") % {"name": person.name, "part": name}
    return _form_page(request, form, heading, back)


@require_http_methods(["GET", "POST"])
def part_edit(request: Request, pk: int, part: str, row: int) -> HttpResponse:
    name = _part_name(part)
    person = get_object_or_404(kept_people(actor=request.actor), pk=pk)
    found = parts.part_rows(person_id=pk, part=part).filter(pk=row).first()
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" and "remove" not in request.POST else None
    form = part_form(part)(posted, instance=found, actor=request.actor, on=clock.today())
    removal = RemovalForm(request.POST if "remove" in request.POST else None)
    back = reverse("dossiers:person", args=[pk])
    try:
        if posted is not None and form.is_valid():
            parts.amend_part(
                actor=request.actor, person_id=pk, part=part, row_id=row, values=form.cleaned_data
            )
            messages.success(request, _("已保存修改"))
            return done(request, back)
        if "remove" in request.POST and removal.is_valid():
            reason = removal.cleaned_data["reason"]
            parts.remove_part(
                actor=request.actor, person_id=pk, part=part, row_id=row, reason=reason
            )
            messages.success(request, _("已删去，原内容保存在历史中"))
            return done(request, back)
    except Refused as no:
        tell(form if posted is not None else removal, no)
    context = {
        "register": _register(),
        "heading": _("%(name)s：修改%(part)s") % {"name": person.name, "part": name},
        "form": form,
        "removal": removal,
        "urls": {"list": reverse("dossiers:roster"), "cancel": back},
        "submit_label": _("保存"),
        "error_summary": [*form.non_field_errors(), *removal.non_field_errors()],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "dossiers/part.html", "form", context, status=status)


@require_POST
def id_number(request: Request, pk: int) -> HttpResponse:
    number = dossiers.reveal_id_number(actor=request.actor, person_id=pk)
    response = render(request, "dossiers/id_number.html", {"number": number})
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def photo(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(people(actor=request.actor).select_related("photo"), pk=pk)
    if not hasattr(person, "photo"):
        raise Http404
    response = HttpResponse(bytes(person.photo.jpeg), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
