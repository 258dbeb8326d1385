"""District code lists: four categories, eight phenomena, topics, brands — words the district owns."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.office.web.changing import changed, posted
from qingmiao.office.web.unit_forms import CodeForm, DatedForm, NewCodeForm
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import CodeEntry
from qingmiao.orgs.permissions import may_keep, require_keeper
from qingmiao.orgs.queries import code_entries
from qingmiao.orgs.services import code as services
from qingmiao.webkit.http import Request


def _found(pk: int) -> CodeEntry:
    found: CodeEntry | None = code_entries().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
def listing(request: Request) -> HttpResponse:
    lists = [
        {"label": str(CodeList(name).label), "entries": list(entries)}
        for name, entries in groupby(code_entries(), key=lambda entry: entry.code_list)
    ]
    context = {"lists": lists, "on": clock.today(), "may_keep": may_keep(request.actor)}
    return render(request, "office/codes.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require_keeper(request.actor)
    form = NewCodeForm(posted(request), initial={"on": clock.today()})
    back = reverse("orgs:codes")

    def change() -> str:
        services.add_code(actor=request.actor, **form.cleaned_data)
        return back

    return changed(
        request,
        form,
        title=_("码表"),
        heading=_("增加条目"),
        back=back,
        list_url=back,
        change=change,
    )


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found = _found(pk)
    form = CodeForm(posted(request), entry=found)
    back = reverse("orgs:codes")

    def change() -> str:
        services.amend_code(actor=request.actor, entry_id=pk, **form.cleaned_data)
        return back

    return changed(
        request,
        form,
        title=_("码表"),
        heading=_("修改：%(title)s") % {"title": found},
        back=back,
        list_url=back,
        change=change,
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found = _found(pk)
    form = DatedForm(posted(request), today=clock.today())
    back = reverse("orgs:codes")

    def change() -> str:
        services.close_code(actor=request.actor, entry_id=pk, **form.cleaned_data)
        return back

    return changed(
        request,
        form,
        title=_("码表"),
        heading=_("停用：%(title)s") % {"title": found},
        back=back,
        list_url=back,
        change=change,
    )
