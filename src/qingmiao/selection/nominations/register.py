from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.selection.nominations import permissions, queries, rules, services
from qingmiao.selection.nominations.contracts import EventFacts, NominationFacts
from qingmiao.selection.nominations.models import Nomination, NominationEvent


def _check_event(row: NominationEvent, on: date) -> Iterator[str]:
    facts = EventFacts(
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        closed_before=queries.closing_day(event_id=row.pk),
    )
    return rules.flaws_of_event(facts)


def _check_nomination(row: Nomination, on: date) -> Iterator[str]:
    facts = NominationFacts(
        event=EventFacts(opens_on=row.event.opens_on, closes_on=row.event.closes_on),
        event_state=row.event.state,
        submitted_on=row.submitted_on,
        route=row.route,
        unit_opinion=row.unit_opinion,
        state=row.state,
        decision=row.decision,
        decision_note=row.decision_note,
    )
    return rules.flaws_of_nomination(facts)


def _entered(actor: Actor, row: Nomination) -> None:
    services.note_nomination(actor=actor, nomination=row)


def _voided(actor: Actor, row: Nomination, reason: str) -> None:
    services.forget_nomination(actor=actor, nomination=row, reason=reason)


NOMINATIONS: Register = Register(
    room="nominations",
    noun="nomination",
    model=Nomination,
    title=_("自荐与推荐"),
    noun_title=_("推荐"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("个人自荐与单位党组织推荐，同一张表、两条路；每个单位只见本单位的推荐。"),
    empty_hint=_("先发布推荐通知，单位在开放期内按名额提交；往年的推荐可按模板导入。"),
    view=permissions.VIEW_NOMINATIONS,
    keep=permissions.KEEP_NOMINATIONS,
    reserved=("state", "decision", "decision_note"),
    concealed=("decision", "decision_note"),
    reserved_to=permissions.DECIDE_NOMINATIONS,
    select=("event", "person", "unit"),
    columns=(
        Column(path="submitted_on", label=_("提交日期"), kind="date", sort="submitted_on"),
        Column(path="person", label=_("被推荐人"), kind="person", sort="person__pinyin"),
        Column(path="unit", label=_("推荐单位"), kind="unit", sort="unit__sort_no"),
        Column(path="route", label=_("推荐方式"), kind="badge", sort="route"),
        Column(path="event", label=_("推荐通知"), sort="event__opens_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="decision", label=_("研判结果"), kind="badge", sort="decision"),
    ),
    facets=(
        Facet(
            name="event",
            label=_("推荐通知"),
            path="event_id",
            kind="related",
            label_path="event__title",
        ),
        Facet(name="route", label=_("推荐方式"), path="route"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="decision", label=_("研判结果"), path="decision"),
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="submitted", label=_("提交日期"), path="submitted_on", kind="period"),
    ),
    search=("person__search_text", "unit__name", "event__title", "nominator"),
    fields=(
        "event", "person", "unit", "route", "nominator", "submitted_on", "dimension", "merits",
        "unit_opinion", "state", "decision", "decision_note",
    ),
    key=("event", "person", "unit", "route"),
    check=_check_nomination,
    entered=_entered,
    voided=_voided,
)  # fmt: skip

EVENTS: Register = Register(
    room="nominations",
    noun="event",
    model=NominationEvent,
    title=_("推荐通知"),
    noun_title=pgettext_lazy("record", "推荐通知"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("定期下发的推荐通知：类别、名额和开放期；截止日期只能延长。"),
    empty_hint=_("发布一份推荐通知，单位和干部就可以提交推荐。"),
    unit_word=_("份"),
    about="",
    view=permissions.VIEW_EVENTS,
    keep=permissions.KEEP_EVENTS,
    select=("category",),
    columns=(
        Column(path="title", label=_("通知名称"), sort="title"),
        Column(path="category", label=_("干部类别"), kind="badge"),
        Column(path="opens_on", label=_("开始日期"), kind="date", sort="opens_on"),
        Column(path="closes_on", label=_("截止日期"), kind="date", sort="closes_on"),
        Column(path="quota_per_unit", label=_("每单位名额"), kind="number", sort="quota_per_unit"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="category",
            label=_("干部类别"),
            path="category_id",
            kind="related",
            label_path="category__label",
        ),
        Facet(name="opens", label=_("开始日期"), path="opens_on", kind="period"),
    ),
    search=("title", "document_no"),
    fields=(
        "title", "document_no", "category", "opens_on", "closes_on", "quota_per_unit", "state",
    ),
    key=("title",),
    check=_check_event,
    parts=(Part(register=lambda: NOMINATIONS, field="event", holds=True),),
)  # fmt: skip
