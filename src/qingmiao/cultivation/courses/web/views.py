"""Pages that show more than a register does: counters of programmes, rolls of classes."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.cultivation.courses import queries
from qingmiao.cultivation.courses.contracts import Counts, RosterLine
from qingmiao.cultivation.courses.enums import LIVE, ClassState, EnrolmentState
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import (
    APPROVE_CLASSES,
    KEEP_CLASSES,
    NAME_PEOPLE,
    VIEW_HOURS,
)
from qingmiao.cultivation.courses.queries import enrolment, leave, material, session
from qingmiao.cultivation.courses.register import CLASSES, PROGRAMMES
from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.courses.rules.enrolment import leads_to
from qingmiao.cultivation.courses.web.leave import told_standing
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.contracts import Cell, Head, ListLine
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page, wants_part

Card = dict[str, Any]


@require_GET
def programmes(request: Request) -> HttpResponse:
    """The list of programmes under its counters; the list alone is swapped by filters."""
    if PROGRAMMES.view.nowhere(request.actor):
        raise Forbidden(PROGRAMMES.view.sentence)
    shown = list_context(PROGRAMMES, request)
    if wants_part(request):
        return page(request, "registers/list.html", "results", shown)
    cards = _cards(queries.counts_of(actor=request.actor), "")
    own_hours = {"hours_url": _hours_url(request), "cards": cards}
    return page(request, "courses/programmes.html", "results", {**shown, **own_hours})


def _hours_url(request: Request) -> str:
    return "" if VIEW_HOURS.nowhere(request.actor) else reverse("learning:hours")


def _cards(counts: Counts, tail: str) -> list[Card]:
    """Sessions, participations and people are three words for three things, each with its list."""
    attendances = f"{reverse('courses:attendance')}?presence=present{tail and '&' + tail}"
    return [
        {
            "label": pgettext("list", "班次"),
            "value": counts.classes,
            "unit": _("个"),
            "url": f"{reverse('courses:class')}?{tail}",
        },
        {
            "label": pgettext("list", "课次"),
            "value": counts.sessions,
            "unit": _("次"),
            "note": _("共 %(hours)s 学时") % {"hours": plain(counts.hours)},
            "url": f"{reverse('courses:session')}?{tail}",
        },
        {
            "label": _("参训人次"),
            "value": counts.participations,
            "unit": _("人次"),
            "note": _("一人一课次为一人次"),
            "url": attendances,
        },
        {
            "label": _("参训人数"),
            "value": counts.people,
            "unit": _("人"),
            "note": _("同一人只计一次"),
            "url": "",
        },
    ]


@require_GET
def programme(request: Request, pk: int) -> HttpResponse:
    context = detail_context(PROGRAMMES, request, pk)
    counts = queries.counts_of(actor=request.actor, programme_id=pk)
    context["cards"] = _cards(counts, urlencode({"programme": pk}))
    return render(request, "courses/programme.html", context)


@require_GET
def training_class(request: Request, pk: int) -> HttpResponse:
    context = detail_context(CLASSES, request, pk)
    roster = queries.roster_of(actor=request.actor, class_id=pk)
    labels = (
        (_("学员"), "person"), (_("单位"), "unit"), (_("出勤"), "number"), (_("请假"), "number"),
        (_("缺勤"), "number"), (_("计入学时"), "number"),
    )  # fmt: skip
    context["roster"] = {
        "columns": [Head(key=label, label=label, kind=kind) for label, kind in labels],
        "lines": [_roster_line(line) for line in roster],
        "total": len(roster),
    }
    context |= _enrolling(request, context["row"]) | _belonging(request, context["row"], roster)
    if CLASSES.keep.allows(request.actor, context["row"]):
        url = reverse("learning:graduates", args=[pk])
        entry = {"label": _("结业资格"), "url": url, "icon": "certificate", "method": "get"}
        context["extra_actions"].append(entry)
    if context["may_hand_out"] or context["is_in_class"]:
        url = reverse("learning:tasks", args=[pk])
        entry = {"label": _("作业和测验"), "url": url, "icon": "pencil", "method": "get"}
        context["extra_actions"].append(entry)
    return render(request, "courses/class.html", context)


def _enrolling(request: Request, row: TrainingClass) -> dict[str, Any]:
    """How full the class is, where the reader stands, and what the reader may do now."""
    actor, now = request.actor, clock.now()
    admission = enrolment.admission_of(row.pk)
    mine = enrolment.my_enrolment(actor=actor, class_id=row.pk)
    is_open = (
        admission is not None
        and row.state == ClassState.ENROLLING
        and admission.opens_at <= now < admission.closes_at
    )
    listed = reverse("courses:enrolment")
    is_live = mine is not None and mine.state in LIVE
    return {
        "admission": admission,
        "is_open": is_open,
        "seats": [
            (each, _send_url(request, row.pk, each.unit_id) if is_open else "")
            for each in enrolment.seats_shown(class_id=row.pk)
        ],
        "enrolments_url": f"{listed}?class={row.pk}",
        "mine": mine,
        "is_live": is_live,
        "place": enrolment.place_in_line(mine) if mine is not None and is_live else None,
        "may_enrol": is_open
        and actor.person_id is not None
        and admission is not None
        and admission.by_oneself
        and not is_live,
        "may_name": is_open
        and admission is not None
        and admission.by_naming
        and not NAME_PEOPLE.nowhere(actor),
        "ways": _ways(request, row),
        "rolls": session.sessions_today(actor=actor, class_id=row.pk, on=clock.today()),
        "moves": enrolment.sessions_of(row.pk)
        if row.state in {ClassState.ENROLLING, ClassState.RUNNING}
        and KEEP_CLASSES.allows(actor, row)
        else [],
    }


def _belonging(request: Request, row: TrainingClass, roster: list[RosterLine]) -> dict[str, Any]:
    """Leave and what is handed out: one's own, and what the reader is to answer."""
    actor, on = request.actor, clock.today()
    mine = enrolment.my_enrolment(actor=actor, class_id=row.pk)
    has_seat = mine is not None and mine.state == EnrolmentState.HELD
    people = [line.person_id for line in roster] + ([actor.person_id or 0] if has_seat else [])
    standing = leave.leave_standing(class_id=row.pk, person_ids=people, on=on)
    is_kept = KEEP_CLASSES.allows(actor, row)
    return {
        "leave_told": told_standing(standing[actor.person_id or 0]) if has_seat else "",
        "may_ask_leave": has_seat and row.state in {ClassState.ENROLLING, ClassState.RUNNING},
        "leaves": leave.leaves_of(actor=actor, enrolment=mine) if mine and has_seat else [],
        "leaves_to_answer": leave.leaves_to_answer(actor=actor, class_id=row.pk),
        "over_leave": [line for line in roster if standing[line.person_id].is_over],
        "materials": material.materials_of(actor=actor, class_id=row.pk),
        "may_hand_out": is_kept,
        "is_in_class": has_seat or actor.person_id in {line.person_id for line in roster},
    }


def _send_url(request: Request, class_id: int, unit_id: int | None) -> str:
    units = request.actor.units(*UNIT_HANDS, *DEPARTMENT)
    may_send = unit_id is not None and (units is None or unit_id in units)
    return reverse("courses:send", args=[class_id, unit_id]) if may_send else ""


def _ways(request: Request, row: TrainingClass) -> list[tuple[str, str, bool]]:
    """The steps that lead on, as label, address and whether it takes a form."""
    if row.is_void:
        return []
    steps = (
        ("approve", ClassState.APPROVED, _("批准办班"), APPROVE_CLASSES),
        ("open", ClassState.ENROLLING, _("开放报名"), KEEP_CLASSES),
        ("start", ClassState.RUNNING, _("开班"), KEEP_CLASSES),
        ("finish", ClassState.FINISHED, _("结业"), KEEP_CLASSES),
        ("evaluate", ClassState.EVALUATED, _("评估完成"), KEEP_CLASSES),
        ("archive", ClassState.ARCHIVED, _("归档"), KEEP_CLASSES),
    )
    told = [
        (label, reverse("courses:class-step", args=[row.pk, to]), False)
        for to, state, label, permission in steps
        if leads_to(row.state, state) and permission.allows(request.actor, row)
    ]
    if KEEP_CLASSES.allows(request.actor, row):
        if row.state == ClassState.ENROLLING:
            told.append((_("延长报名"), reverse("courses:class-extend", args=[row.pk]), True))
        if leads_to(row.state, ClassState.CANCELLED):
            told.append((_("取消办班"), reverse("courses:class-cancel", args=[row.pk]), True))
    return told


def _roster_line(line: RosterLine) -> ListLine:
    numbers = (line.present, line.leave, line.absent, plain(line.hours))
    return ListLine(
        pk=line.person_id,
        url=reverse("learning:hours-of", args=[line.person_id]),
        cells=[
            Cell(text=line.name, kind="person"),
            Cell(text=line.unit, kind="unit"),
            *(Cell(text=str(number), kind="number") for number in numbers),
        ],
    )
