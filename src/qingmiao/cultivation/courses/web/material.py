"""学习资料 of a class: handed out, read, withdrawn."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.courses.queries import material as queries
from qingmiao.cultivation.courses.queries.enrolment import kept_class
from qingmiao.cultivation.courses.services import material as services
from qingmiao.cultivation.courses.web.enrolment import filled, form_of
from qingmiao.cultivation.courses.web.forms import MaterialForm, ReasonForm
from qingmiao.kernel import clock
from qingmiao.webkit.http import OPAQUE, Request, kept_file


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    found = kept_class(actor=request.actor, class_id=pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    back = reverse("courses:class-detail", args=[pk]) + "#materials"
    answer = filled(
        request,
        form,
        lambda: services.add_material(
            actor=request.actor, class_id=pk, title=form.cleaned_data["title"],
            file_name=form.cleaned_data["file"].name, content=form.cleaned_data["file"].read(),
        ),
        url=back,
        said=_("已上传，本班学员可以下载"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("上传学习资料"), back=back, submit=_("上传"), parent=str(found)
    )


@never_cache
@require_GET
def material(request: Request, pk: int) -> HttpResponse:
    """Always as a file to keep: nothing that was handed in is shown as a page of ours."""
    row = queries.material_of(actor=request.actor, material_id=pk)
    return kept_file(bytes(row.content), row.file_name, media_type=OPAQUE)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    row = queries.material_to_withdraw(actor=request.actor, material_id=pk)
    form = ReasonForm(request.POST or None)
    back = reverse("courses:class-detail", args=[row.training_class_id]) + "#materials"
    answer = filled(
        request,
        form,
        lambda: services.withdraw_material(
            actor=request.actor, material_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        ),
        url=back,
        said=_("已撤下"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("撤下学习资料"), back=back, submit=_("撤下"), parent=str(row)
    )
