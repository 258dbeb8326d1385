"""Slots of a unit: set, changed and closed from a day on."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.kernel import clock
from qingmiao.office.web.changing import changed, posted
from qingmiao.office.web.unit_forms import DatedForm, NewPostForm, PostForm
from qingmiao.orgs.models import Post
from qingmiao.orgs.permissions import require_keeper
from qingmiao.orgs.queries import post as post_of
from qingmiao.orgs.queries import unit as unit_of
from qingmiao.orgs.services import post as services
from qingmiao.webkit.http import Request


def _found(pk: int) -> Post:
    found = post_of(post_id=pk)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    where, today = unit_of(unit_id=pk), clock.today()
    if where is None:
        raise Http404
    form = NewPostForm(posted(request), today=today)
    back = reverse("orgs:unit", args=[pk])

    def change() -> str:
        services.add_post(
            actor=request.actor,
            unit_id=pk,
            title=form.cleaned_data["title"],
            words=form.words(),
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return back

    return changed(
        request,
        form,
        title=where.name,
        heading=_("核定职数：%(unit)s") % {"unit": where.name},
        back=back,
        list_url=back,
        change=change,
    )


@require_http_methods(["GET", "POST"])
def amend(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found, today = _found(pk), clock.today()
    form = PostForm(posted(request), today=today, post=found)
    back = reverse("orgs:unit", args=[found.unit_id])

    def change() -> str:
        services.amend_post(
            actor=request.actor,
            post_id=pk,
            words=form.words(),
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return back

    return changed(
        request,
        form,
        title=found.unit.name,
        heading=_("调整职数：%(post)s") % {"post": found},
        back=back,
        list_url=back,
        change=change,
    )


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    require_keeper(request.actor)
    found, today = _found(pk), clock.today()
    form = DatedForm(posted(request), today=today)
    back = reverse("orgs:unit", args=[found.unit_id])

    def change() -> str:
        services.close_post(
            actor=request.actor,
            post_id=pk,
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            today=today,
        )
        return back

    return changed(
        request,
        form,
        title=found.unit.name,
        heading=_("撤销职位：%(post)s") % {"post": found},
        back=back,
        list_url=back,
        change=change,
    )
