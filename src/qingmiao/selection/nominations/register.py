from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.selection.nominations import permissions
from qingmiao.selection.nominations.contracts import EventFacts, NominationFacts
from qingmiao.selection.nominations.models import (
    EventCategory,
    FormQuestion,
    GroupDecision,
    Nomination,
    NominationEvent,
    UnitQuota,
)
from qingmiao.selection.nominations.queries.event import (
    categories_of,
    changed_facts_of,
    is_frozen,
    is_settled,
    procedure,
)
from qingmiao.selection.nominations.rules.event import (
    flaws_of_category,
    flaws_of_event,
    flaws_of_quota,
)
from qingmiao.selection.nominations.rules.form import flaws_of_question
from qingmiao.selection.nominations.rules.nomination import flaws_of_nomination
from qingmiao.selection.nominations.services.event import (
    hold_category,
    hold_form,
    note_event,
    note_quota,
)
from qingmiao.selection.nominations.services.nomination import forget_nomination, note_nomination

BY_EVENT = Facet(
    name="event",
    label=pgettext_lazy("field", "推荐通知"),
    path="event_id",
    kind="related",
    label_path="event__title",
)
BY_CATEGORY = Facet(
    name="category",
    label=_("推荐类别"),
    path="category_id",
    kind="related",
    label_path="category__label",
)


def _check_event(row: NominationEvent, _on: date) -> Iterator[str]:
    yield from flaws_of_event(changed_facts_of(row))
    if row.pk and row.category_id is not None and categories_of(event=row):
        yield gettext("通知已逐类登记推荐类别，干部类别请留空")


def _check_nomination(row: Nomination, _on: date) -> Iterator[str]:
    oneself = {row.nominator_person_id, row.submitter_person_id}
    facts = NominationFacts(
        event=EventFacts(opens_on=row.event.opens_on, closes_on=row.event.closes_on),
        event_state=row.event.state,
        submitted_on=row.submitted_on,
        route=row.route,
        unit_opinion=row.unit_opinion,
        state=row.state,
        decision=row.decision,
        decision_note=row.decision_note,
        opinion=row.opinion,
        category=row.category_id,
        categories=tuple(one.id for one in categories_of(event=row.event)),
        names_oneself=row.person_id in oneself or row.nominator.strip() == row.person.name,
    )
    return flaws_of_nomination(facts)


def _check_question(row: FormQuestion, on: date) -> Iterator[str]:
    return flaws_of_question(
        is_frozen=is_frozen(row),
        label=row.label,
        kind=row.kind,
        options=row.options,
        articles=procedure(on=on),
    )


def _check_category(row: EventCategory, _on: date) -> Iterator[str]:
    return flaws_of_category(is_settled=is_settled(row), has_one=row.event.category_id is not None)


def _check_quota(row: UnitQuota, _on: date) -> Iterator[str]:
    asked = {one.id for one in categories_of(event=row.event)}
    return flaws_of_quota(category=row.category_id, asked=asked)


def _category_voided(actor: Actor, row: EventCategory, _reason: str) -> None:
    hold_category(actor=actor, category=row)


def _event_entered(actor: Actor, row: NominationEvent) -> None:
    note_event(actor=actor, event=row)


def _entered(actor: Actor, row: Nomination) -> None:
    note_nomination(actor=actor, nomination=row)


def _voided(actor: Actor, row: Nomination, reason: str) -> None:
    forget_nomination(actor=actor, nomination=row, reason=reason)


def _question_voided(actor: Actor, row: FormQuestion, _reason: str) -> None:
    hold_form(actor=actor, question=row)


def _quota_set(actor: Actor, row: UnitQuota) -> None:
    note_quota(actor=actor, quota=row)


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
        Column(path="event", label=pgettext_lazy("field", "推荐通知"), sort="event__opens_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="decision", label=_("研判结果"), kind="badge", sort="decision"),
    ),
    facets=(
        BY_EVENT,
        BY_CATEGORY,
        Facet(name="route", label=_("推荐方式"), path="route"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="decision", label=_("研判结果"), path="decision"),
        Facet(name="opinion", label=_("单位表态"), path="opinion"),
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="by",
            label=_("推荐单位"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
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
        "event", "category", "person", "unit", "route", "nominator", "submitted_on", "dimension", "merits",
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
    select=("category", "demand"),
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
        "title", "document_no", "category", "demand", "opens_on", "closes_on", "quota_per_unit", "notice",
        "referees_at_least", "asks_wishes", "tells_nominee", "state",
    ),
    key=("title",),
    check=_check_event,
    concealed=("demand",),
    reserved_to=permissions.KEEP_EVENTS,
    entered=_event_entered,
    parts=(
        Part(register=lambda: NOMINATIONS, field="event", holds=True),
        Part(register=lambda: CATEGORIES, field="event", holds=True),
        Part(register=lambda: QUESTIONS, field="event", holds=True),
        Part(register=lambda: QUOTAS, field="event", holds=True),
    ),
)  # fmt: skip

CATEGORIES: Register = Register(
    room="nominations",
    noun="category",
    model=EventCategory,
    title=_("推荐类别"),
    noun_title=pgettext_lazy("record", "推荐类别"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("一份通知推荐几类干部的，逐类登记；每件推荐选其中一类，分类名额不超过每单位总名额。"),
    empty_hint=_("通知只推荐一类的，在通知上选干部类别即可；不分类的四类都可推荐。"),
    about="",
    view=permissions.VIEW_CATEGORIES,
    keep=permissions.KEEP_CATEGORIES,
    select=("event", "category"),
    columns=(
        Column(path="category", label=_("干部类别"), kind="badge", sort="category__sort_no"),
        Column(path="event", label=pgettext_lazy("field", "推荐通知"), sort="event__opens_on"),
        Column(path="quota_per_unit", label=_("每单位该类名额"), kind="number"),
    ),
    facets=(
        BY_EVENT,
        Facet(
            name="category",
            label=_("干部类别"),
            path="category_id",
            kind="related",
            label_path="category__label",
        ),
    ),
    search=("event__title", "category__label"),
    fields=("event", "category", "quota_per_unit"),
    key=("event", "category"),
    check=_check_category,
    voided=_category_voided,
)

QUOTAS: Register = Register(
    room="nominations",
    noun="quota",
    model=UnitQuota,
    title=_("名额例外"),
    noun_title=pgettext_lazy("record", "名额例外"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("个别单位的总名额或某一类的名额与通知所定不同时在这里设定；已经用掉的名额不能收回。"),
    empty_hint=_("没有例外时，每个单位都用通知所定的名额。"),
    about="",
    view=permissions.VIEW_QUOTAS,
    keep=permissions.KEEP_QUOTAS,
    select=("event", "unit", "category"),
    columns=(
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="event", label=pgettext_lazy("field", "推荐通知"), sort="event__opens_on"),
        Column(path="category", label=_("推荐类别"), kind="badge", sort="category__sort_no"),
        Column(path="quota", label=_("名额"), kind="number", sort="quota"),
        Column(path="reason", label=_("理由"), kind="long"),
    ),
    facets=(
        BY_EVENT,
        BY_CATEGORY,
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
    ),
    search=("unit__name", "event__title", "reason"),
    fields=("event", "unit", "category", "quota", "reason"),
    key=("event", "unit", "category"),
    check=_check_quota,
    entered=_quota_set,
)

QUESTIONS: Register = Register(
    room="nominations",
    noun="question",
    model=FormQuestion,
    title=_("表单问题"),
    noun_title=pgettext_lazy("record", "表单问题"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("通知自己要问的问题，放在表单至多六步中的某一步；档案里已有的不再问。"),
    empty_hint=_("不另提问题时，表单只问被推荐人、推荐理由和通知要求的证明人、意愿。"),
    about="",
    view=permissions.VIEW_QUESTIONS,
    keep=permissions.KEEP_QUESTIONS,
    select=("event",),
    columns=(
        Column(path="label", label=_("问题"), sort="label"),
        Column(path="event", label=pgettext_lazy("field", "推荐通知"), sort="event__opens_on"),
        Column(path="step", label=_("步骤"), kind="badge", sort="step"),
        Column(path="position", label=_("次序"), kind="number", sort="position"),
        Column(path="kind", label=_("答法"), kind="badge"),
        Column(path="asked_of", label=_("问谁"), kind="badge"),
        Column(path="is_required", label=_("必答"), kind="flag"),
    ),
    facets=(
        BY_EVENT,
        Facet(name="step", label=_("步骤"), path="step"),
        Facet(name="asked", label=_("问谁"), path="asked_of"),
    ),
    search=("label", "event__title"),
    fields=(
        "event", "step", "position", "label", "hint", "kind", "options", "is_required", "asked_of",
    ),
    key=("event", "label"),
    check=_check_question,
    voided=_question_voided,
)  # fmt: skip

DECISIONS: Register = Register(
    room="nominations",
    noun="decision",
    model=GroupDecision,
    title=_("研判决定"),
    noun_title=pgettext_lazy("record", "研判决定"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("每人每次推荐按用途分别决定；决定写下就不再改动，更正另写一条。"),
    empty_hint=_("在推荐通知的人选页上，对受理的推荐逐项作出决定。"),
    view=permissions.VIEW_DECISIONS,
    keep=permissions.MAKE_DECISIONS,
    is_read_only=True,
    select=("event", "person"),
    columns=(
        Column(path="decided_on", label=_("决定日期"), kind="date", sort="decided_on"),
        Column(path="person", label=_("被推荐人"), kind="person", sort="person__pinyin"),
        Column(path="event", label=pgettext_lazy("field", "推荐通知"), sort="event__opens_on"),
        Column(path="purpose", label=_("用途"), kind="badge", sort="purpose"),
        Column(path="outcome", label=_("决定"), kind="badge", sort="outcome"),
        Column(path="note", label=_("研判说明"), kind="long"),
        Column(path="decided_by", label=_("决定人"), sort="decided_by"),
        Column(
            path="corrects",
            label=_("更正"),
            kind="flag",
            value=lambda row: row.corrects_id is not None,
        ),
    ),
    facets=(
        BY_EVENT,
        Facet(name="purpose", label=_("用途"), path="purpose"),
        Facet(name="outcome", label=_("决定"), path="outcome"),
        Facet(name="decided", label=_("决定日期"), path="decided_on", kind="period"),
    ),
    search=("person__search_text", "event__title", "note"),
    fields=("event", "person", "purpose", "outcome", "note", "decided_on", "decided_by"),
    key=(),
)
