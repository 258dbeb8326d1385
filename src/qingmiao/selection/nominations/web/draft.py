"""Filling in the form: a step at a time, kept while one types, checked as a whole, sent once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.selection.nominations.contracts import Sheet, Vouching, WishText
from qingmiao.selection.nominations.enums import Route, Step
from qingmiao.selection.nominations.models import Draft
from qingmiao.selection.nominations.queries import draft as draft_queries
from qingmiao.selection.nominations.queries import event as event_queries
from qingmiao.selection.nominations.queries import mine
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.queries.group import exemptions_of
from qingmiao.selection.nominations.services import draft as services
from qingmiao.selection.nominations.services.exemption import ask_exemption
from qingmiao.selection.nominations.services.wish import opened, write_wish
from qingmiao.selection.nominations.web.forms import (
    MOST_REFEREES,
    BeginForm,
    ExemptionForm,
    StepForm,
    WishForm,
)
from qingmiao.webkit.http import Request, page

NOT_KEPT = {"csrfmiddlewaretoken"}
PICKED = ("person", "referee_")


class Filling:
    """One draft on its way through the steps of its notice."""

    def __init__(self, request: Request, pk: int) -> None:
        found = mine.draft_of(actor=request.actor, draft_id=pk)
        if found is None:
            raise Http404
        self.draft: Draft = found
        self.actor = request.actor
        self.questions = event_queries.questions_of(event=found.event, route=found.route)
        self.steps = event_queries.steps_of(
            event=found.event, route=found.route, questions=self.questions
        )
        self.categories = event_queries.categories_of(
            event=found.event,
            unit_id=found.unit_id if found.route == Route.ORGANIZATION else None,
        )
        self.colleagues = (
            draft_queries.colleagues(actor=request.actor) if found.route == Route.SELF else []
        )

    def form(self, step: str, typed: Any = None) -> StepForm:
        """A step as it was kept, or bound to what was just typed."""
        held = {**self.initial(), **self.draft.content}
        if typed is not None:
            return self._step_form(step, {**held, **typed.dict()})
        shown = {
            name: int(text) if name.startswith(PICKED) and text.isdecimal() else text
            for name, text in held.items()
        }
        return self._step_form(step, None, initial=shown)

    def _step_form(self, step: str, held: Any, **options: Any) -> StepForm:
        return StepForm(
            held,
            step=step,
            route=self.draft.route,
            actor=self.actor,
            questions=self.questions,
            colleagues=self.colleagues,
            categories=self.categories,
            present=self.draft.person,
            least_referees=self.draft.event.referees_at_least,
            **options,
        )

    def initial(self) -> dict[str, str]:
        return {"nominator": _("%(unit)s党组织") % {"unit": self.draft.unit}}

    def checked(self) -> dict[str, StepForm]:
        """Every step but the last, read as it would be sent."""
        held = {**self.initial(), **self.draft.content}
        return {
            step: self._step_form(step, held)
            for step in self.steps
            if step not in (Step.CHECK, Step.WISHES)
        }

    def sheet(self, forms: dict[str, StepForm]) -> Sheet:
        said: dict[str, Any] = {}
        for form in forms.values():
            said |= form.cleaned_data
        person = said.get("person") or self.draft.person
        referees = tuple(
            Vouching(person_id=_id_of(one), relation=said.get(f"relation_{number}", ""))
            for number in range(1, MOST_REFEREES + 1)
            if (one := said.get(f"referee_{number}"))
        )
        return Sheet(
            person_id=person.pk if person else 0,
            nominator=said.get("nominator") or str(person or ""),
            dimension=said["dimension"],
            merits=said["merits"],
            category_id=int(said["category"]) if said.get("category") else None,
            answers=tuple(answer for form in forms.values() for answer in form.answers()),
            referees=referees,
        )

    def context(self, step: str) -> dict[str, Any]:
        number = self.steps.index(Step(step))
        tabs = [
            {
                "label": f"{place}. {one.label}",
                "url": self.url(one),
                "is_current": one == step,
                "count": None,
            }
            for place, one in enumerate(self.steps, 1)
        ]
        return {
            "draft": self.draft,
            "step": step,
            "step_label": Step(step).label,
            "tabs": tabs,
            "back_url": self.url(self.steps[number - 1]) if number else "",
            "step_url": self.url(step),
            "keep_url": reverse("nominations:draft-keep", args=[self.draft.pk]),
            "drop_url": reverse("nominations:draft-drop", args=[self.draft.pk]),
            "is_last": step == Step.CHECK,
            "known": draft_queries.known_of(person=self.draft.person),
        }

    def url(self, step: str) -> str:
        return reverse("nominations:draft-step", args=[self.draft.pk, str(step)])

    def after(self, step: str) -> str:
        return self.url(self.steps[self.steps.index(Step(step)) + 1])


def _id_of(referee: Any) -> int:
    return int(getattr(referee, "pk", None) or referee)


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        draft = services.begin_draft(
            actor=request.actor,
            event_id=pk,
            route=Route(form.cleaned_data["route"]),
            unit_id=form.cleaned_data["unit"],
            on=clock.today(),
            at=clock.now(),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect("nominations:desk")
    return redirect("nominations:draft-step", pk=draft.pk, step=Step.NOMINEE.value)


@require_POST
def mend(request: Request, pk: int) -> HttpResponse:
    try:
        draft = services.begin_mending(
            actor=request.actor, nomination_id=pk, on=clock.today(), at=clock.now()
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect("nominations:desk")
    return redirect("nominations:draft-step", pk=draft.pk, step=Step.NOMINEE.value)


@require_http_methods(["GET", "POST"])
def step(request: Request, pk: int, step: str) -> HttpResponse:
    filling = Filling(request, pk)
    if step not in filling.steps:
        raise Http404
    if step == Step.CHECK:
        return _check(request, filling)
    if step == Step.WISHES:
        return _wishes(request, filling)
    form = filling.form(step, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        valid = form.is_valid()
        _keep(request, filling.draft, form.cleaned_data.get("person"))
        if valid:
            return redirect(filling.after(step))
    context = filling.context(step) | {
        "form": form,
        "error_summary": list(form.non_field_errors()) if form.is_bound else [],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "nominations/draft.html", "form", context, status=status)


def _keep(request: Request, draft: Draft, person: Any) -> Draft:
    typed = {name: text for name, text in request.POST.dict().items() if name not in NOT_KEPT}
    return services.keep_draft(
        actor=request.actor,
        draft_id=draft.pk,
        typed=typed,
        person_id=person.pk if person else None,
        at=clock.now(),
    )


@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """自动保存 while one types. Says when it was kept, or why not."""
    filling = Filling(request, pk)
    if request.POST.get("willing") is not None:
        raise Http404  # wishes are sealed and never kept half-way
    form = filling.form(Step.NOMINEE, request.POST)
    form.is_valid()
    draft = _keep(request, filling.draft, form.cleaned_data.get("person"))
    return render(request, "nominations/draft.html#saved", {"draft": draft})


def _wishes(request: Request, filling: Filling) -> HttpResponse:
    latest = mine.latest_wish(actor=request.actor, person_id=request.actor.person_id or 0)
    present = opened(latest)
    form = WishForm(
        request.POST or None,
        initial={name: getattr(present, name) for name in WishForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        if WishText(**form.cleaned_data) != present:
            write_wish(actor=request.actor, wish=WishText(**form.cleaned_data))
        return redirect(filling.after(Step.WISHES))
    context = filling.context(Step.WISHES) | {"form": form, "error_summary": [], "keep_url": ""}
    status = 422 if request.method == "POST" else 200
    return page(request, "nominations/draft.html", "form", context, status=status)


def _check(request: Request, filling: Filling) -> HttpResponse:
    forms = filling.checked()
    unfinished = [step for step, form in forms.items() if not form.is_valid()]
    reasons: list[str] = []
    if request.method == "POST" and not unfinished:
        try:
            row = services.submit_draft(
                actor=request.actor,
                draft_id=filling.draft.pk,
                sheet=filling.sheet(forms),
                on=clock.today(),
                at=clock.now(),
            )
        except Refused as no:
            reasons = list(no.reasons)
        else:
            messages.success(request, _("已提交推荐：%(title)s") % {"title": row})
            return redirect("nominations:desk")
    return _check_page(request, filling, forms, unfinished, reasons)


def _check_page(
    request: Request,
    filling: Filling,
    forms: dict[str, StepForm],
    unfinished: list[str],
    reasons: list[str],
    *,
    refused: bool = False,
) -> HttpResponse:
    draft = filling.draft
    code = event_queries.category_code(event=draft.event, typed=draft.content)
    lines = (
        judged(person=draft.person, event=draft.event, on=clock.today(), category=code)
        if draft.person
        else []
    )
    asked = (
        list(exemptions_of(actor=request.actor, event_id=draft.event_id, person_id=draft.person.pk))
        if draft.person and draft.route == Route.ORGANIZATION
        else []
    )
    context = filling.context(Step.CHECK) | {
        "sections": [
            {
                "title": Step(step).label,
                "url": filling.url(step),
                "is_unfinished": step in unfinished,
                "rows": draft_queries.rows_of(form)
                or (draft_queries.known_of(person=draft.person) if step == Step.NOMINEE else []),
                "form": form,
            }
            for step, form in forms.items()
        ],
        "unfinished": [Step(step).label for step in unfinished],
        "judged": lines,
        "asked": asked,
        "asked_for": {one.provision for one in asked if one.state != "refused"},
        "may_ask": draft.route == Route.ORGANIZATION,
        "exempt_url": reverse("nominations:draft-exempt", args=[draft.pk]),
        "error_summary": reasons,
        "form": None,
    }
    status = 422 if request.method == "POST" or refused else 200
    return page(request, "nominations/draft_check.html", "check", context, status=status)


@require_POST
def exempt(request: Request, pk: int) -> HttpResponse:
    filling = Filling(request, pk)
    form = ExemptionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        ask_exemption(
            actor=request.actor,
            draft_id=pk,
            provision=form.cleaned_data["provision"],
            reason=form.cleaned_data["reason"],
            on=clock.today(),
        )
    except Refused as no:
        forms = filling.checked()
        unfinished = [step for step, one in forms.items() if not one.is_valid()]
        return _check_page(request, filling, forms, unfinished, list(no.reasons), refused=True)
    messages.success(request, _("已申请破格，批准之后再提交；内容已保存"))
    return redirect(filling.url(Step.CHECK))


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    try:
        services.drop_draft(actor=request.actor, draft_id=pk)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("已放弃，没有提交"))
    return redirect("nominations:desk")


@require_GET
def resume(request: Request, pk: int) -> HttpResponse:
    """Back to the first step that is not finished."""
    filling = Filling(request, pk)
    open_steps = [step for step, form in filling.checked().items() if not form.is_valid()]
    return redirect(filling.url(open_steps[0] if open_steps else Step.CHECK))
