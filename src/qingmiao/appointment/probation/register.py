from django.utils.translation import gettext_lazy as _

from qingmiao.appointment.probation import permissions, queries, services
from qingmiao.appointment.probation.models import Probation
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Register


def _trial_entered(actor: Actor, trial: Probation) -> None:
    services.note_trial(actor=actor, trial=trial)


def _trial_voided(actor: Actor, trial: Probation, reason: str) -> None:
    services.forget_trial(actor=actor, trial=trial, reason=reason)


TRIALS: Register = Register(
    room="probation",
    noun="probation",
    model=Probation,
    title=_("试用期"),
    noun_title=_("试用期"),
    link="appoint",
    mark="用",  # not interface: the badge of the link
    lead=_("任职试用期满考核合格的正式任职，任职时间从试用开始计算。"),
    empty_hint=_("任职登记后在这里登记试用期，期满前 30 天会提醒。"),
    unit_word=_("人次试用"),
    about="appointment__person",
    view=permissions.VIEW_TRIALS,
    keep=permissions.KEEP_TRIALS,
    select=("appointment__person__unit", "appointment__to_unit", "appointment__case"),
    columns=(
        Column(
            path="appointment__person",
            label=_("干部"),
            kind="person",
            sort="appointment__person__pinyin",
        ),
        Column(
            path="appointment__to_unit",
            label=_("单位"),
            kind="unit",
            sort="appointment__to_unit__sort_no",
            small=lambda row: row.appointment.to_post_text,
        ),
        Column(path="begins", label=_("试用开始"), kind="date", sort="begins"),
        Column(path="planned_end", label=_("试用期满"), kind="date", sort="planned_end"),
        Column(path="assessed_on", label=_("考核日期"), kind="date", sort="assessed_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="planned_end", label=_("试用期满"), path="planned_end", kind="period"),
        Facet(
            name="unit",
            label=_("单位"),
            path="appointment__to_unit_id",
            kind="related",
            label_path="appointment__to_unit__short_name",
        ),
        Facet(name="begins", label=_("试用开始"), path="begins", kind="period"),
    ),
    search=(
        "appointment__person__search_text", "appointment__to_unit__name",
        "appointment__to_post_text", "assessment", "document_no",
    ),
    fields=(
        "appointment", "begins", "planned_end", "assessed_on", "state", "assessment",
        "document_no",
    ),
    key=("appointment", "begins"),
    check=queries.reasons_against_trial,
    entered=_trial_entered,
    voided=_trial_voided,
)  # fmt: skip
