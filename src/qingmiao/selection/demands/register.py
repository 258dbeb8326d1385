from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from qingmiao.registers.declaration import Column, Facet, Register
from qingmiao.selection.demands import permissions
from qingmiao.selection.demands.models import Demand, Target
from qingmiao.selection.demands.rules.demand import flaws_of_demand
from qingmiao.selection.demands.rules.target import flaws_of_target


def _check_demand(demand: Demand, on: date) -> Iterator[str]:
    return flaws_of_demand(opened_on=demand.opened_on, on=on)


def _check_target(target: Target, _on: date) -> Iterator[str]:
    return flaws_of_target(words=target.words, item=target.item, months=target.months)


DEMANDS: Register = Register(
    room="demands",
    noun="demand",
    model=Demand,
    title=_("班子需求"),
    noun_title=_("需求"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("缺什么人、缺几个、何时找到、谁负责；走访、推荐和比武引用需求，找到的人记在需求名下。"),
    empty_hint=_("从缺口清单提出需求，或直接登记。"),
    view=permissions.VIEW_DEMANDS,
    keep=permissions.KEEP_DEMANDS,
    select=("unit", "owner"),
    columns=(
        Column(path="title", label=_("需求"), sort="title"),
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="owner", label=_("责任人"), kind="person", sort="owner__pinyin"),
        Column(path="wanted", label=_("需求人数"), kind="number", sort="wanted"),
        Column(path="due_on", label=_("完成期限"), kind="date", sort="due_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="owner",
            label=_("责任人"),
            path="owner_id",
            kind="related",
            label_path="owner__name",
        ),
        Facet(name="due", label=_("完成期限"), path="due_on", kind="period"),
    ),
    search=("title", "unit__name", "owner__search_text", "criteria"),
    fields=("title", "unit", "owner", "wanted", "criteria", "opened_on", "due_on"),
    key=("title", "unit", "opened_on"),
    about="",
    unit_word=_("项"),
    check=_check_demand,
)

TARGETS: Register = Register(
    room="demands",
    noun="target",
    model=Target,
    title=_("班子结构目标"),
    noun_title=_("结构目标"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("单位的目标优先于单位类别的目标，单位类别的优先于本区默认；都没有的项目只列结构，不算缺口。"),
    empty_hint=_("没有登记时按本区默认目标计算；对某个单位或某类单位另有要求的，登记在这里并写明依据。"),
    view=permissions.VIEW_TARGETS,
    keep=permissions.KEEP_TARGETS,
    select=("unit",),
    columns=(
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="kind", label=_("单位类别"), sort="kind"),
        Column(path="item", label=_("结构项目"), kind="badge", sort="item"),
        Column(path="age_from", label=_("年龄下限"), kind="number"),
        Column(path="age_to", label=_("年龄上限"), kind="number"),
        Column(path="major", label=_("专业类别")),
        Column(path="measure", label=_("计法")),
        Column(path="least", label=_("不少于"), kind="number", sort="least"),
        Column(path="most", label=_("不多于"), kind="number", sort="most"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date"),
        Column(path="basis", label=_("依据"), kind="long"),
    ),
    facets=(
        Facet(name="item", label=_("结构项目"), path="item"),
        Facet(name="kind", label=_("单位类别"), path="kind"),
        Facet(
            name="unit",
            label=_("单位"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
        Facet(name="begun", label=_("起"), path="begins", kind="period"),
    ),
    search=("unit__name", "major", "basis"),
    fields=(
        "unit", "kind", "item", "age_from", "age_to", "major", "words", "months", "measure",
        "least", "most", "begins", "ends", "basis",
    ),
    key=("unit", "kind", "item", "age_from", "age_to", "major", "begins"),
    about="",
    unit_word=_("项"),
    check=_check_target,
)  # fmt: skip
