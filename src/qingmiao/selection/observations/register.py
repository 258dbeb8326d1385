from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.registers.enums import Source
from qingmiao.selection.observations import permissions, queries, rules, services
from qingmiao.selection.observations.contracts import ObservationFacts
from qingmiao.selection.observations.models import Front, Observation


def _check(row: Observation, on: date) -> Iterator[str]:
    facts = ObservationFacts(
        observed_on=row.observed_on,
        front_begins=row.front.begins,
        front_ends=row.front.ends,
        has_witness=row.witness_id is not None,
        state=row.state,
        dimension=row.dimension,
        old_state=queries.state_before(row),
        from_past=row.pk is not None or row.source != Source.PAGE,
    )
    return rules.flaws_of_observation(facts, on=on)


def _check_front(row: Front, on: date) -> Iterator[str]:
    return rules.flaws_of_front(begins=row.begins, kind_ends=row.kind.ends)


def _entered(actor: Actor, row: Observation) -> None:
    services.note_observation(actor=actor, observation=row)


def _voided(actor: Actor, row: Observation, reason: str) -> None:
    services.forget_observation(actor=actor, observation=row, reason=reason)


OBSERVATIONS: Register = Register(
    room="observations",
    noun="observation",
    model=Observation,
    title=_("一线识别"),
    noun_title=pgettext_lazy("record", "一线识别记录"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("在乡村振兴、项目建设、扁平化治理改革、重大活动第一线看到的具体行为：情境、任务、行动、结果。"),
    empty_hint=_("先登记一线任务，再记下在那里看到的具体行为；旁证确认、干部科采信后成为印证材料。"),
    view=permissions.VIEW_OBSERVATIONS,
    keep=permissions.KEEP_OBSERVATIONS,
    select=("person", "person__unit", "front", "observer"),
    columns=(
        Column(path="observed_on", label=_("日期"), kind="date", sort="observed_on"),
        Column(path="person", label=_("被识别人"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="front", label=_("一线任务"), sort="front__name"),
        Column(path="dimension", label=_("维度"), kind="badge"),
        Column(path="action", label=_("行动"), kind="long"),
        Column(path="polarity", label=_("倾向"), kind="badge"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="dimension", label=_("维度"), path="dimension"),
        Facet(name="polarity", label=_("倾向"), path="polarity"),
        Facet(
            name="kind",
            label=_("一线类别"),
            path="front__kind_id",
            kind="related",
            label_path="front__kind__label",
        ),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="observed", label=_("日期"), path="observed_on", kind="period"),
    ),
    search=("person__search_text", "front__name", "action", "observer__name"),
    fields=(
        "front", "person", "observed_on", "dimension", "situation", "task", "action", "result",
        "polarity", "observer", "witness", "state",
    ),
    key=("front", "person", "observed_on", "dimension", "observer"),
    reserved=("state",),
    reserved_to=permissions.ACCEPT_OBSERVATIONS,
    check=_check,
    entered=_entered,
    voided=_voided,
)  # fmt: skip

FRONTS: Register = Register(
    room="observations",
    noun="front",
    model=Front,
    title=_("一线任务"),
    noun_title=pgettext_lazy("record", "一线任务"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("吃劲岗位和重点工作：人在哪里受考验，就在哪里识别。"),
    empty_hint=_("登记一项重点工作，或按模板导入历年的一线任务。"),
    unit_word=_("项"),
    about="",
    view=permissions.VIEW_FRONTS,
    keep=permissions.KEEP_FRONTS,
    select=("kind", "unit"),
    columns=(
        Column(path="name", label=_("一线名称"), sort="name"),
        Column(path="kind", label=_("一线类别"), kind="badge", sort="kind__sort_no"),
        Column(path="unit", label=_("牵头单位"), kind="unit", sort="unit__sort_no"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date", sort="ends"),
        Column(path="subject_access", label=_("本人知情"), kind="badge"),
    ),
    facets=(
        Facet(
            name="kind",
            label=_("一线类别"),
            path="kind_id",
            kind="related",
            label_path="kind__label",
        ),
        Facet(name="unit_kind", label=_("单位类别"), path="unit__kind"),
        Facet(name="begun", label=_("起"), path="begins", kind="period"),
    ),
    search=("name", "unit__name", "place"),
    fields=("name", "kind", "unit", "place", "begins", "ends", "subject_access"),
    key=("name",),
    check=_check_front,
    parts=(Part(register=lambda: OBSERVATIONS, field="front", holds=True),),
)
