from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.declaration import Column, Facet, Register
from qingmiao.selection.contests import permissions
from qingmiao.selection.contests.models import Criterion, JudgeGroup, TieStep
from qingmiao.selection.contests.queries.contest import changes_frozen_rule
from qingmiao.selection.contests.rules import FROZEN
from qingmiao.selection.contests.rules.formula import BadLevel, levels_in


def _check_criterion(row: Criterion, on: date) -> Iterator[str]:
    if changes_frozen_rule(row, row.stage.contest):
        yield str(FROZEN)
    try:
        levels_in(row.levels)
    except BadLevel as problem:
        yield str(problem)


def _check_group(row: JudgeGroup, on: date) -> Iterator[str]:
    if changes_frozen_rule(row, row.contest):
        yield str(FROZEN)


def _check_tie(row: TieStep, on: date) -> Iterator[str]:
    if changes_frozen_rule(row, row.contest):
        yield str(FROZEN)
    contests = {
        row.stage.contest_id if row.stage else row.contest_id,
        row.group.contest_id if row.group else row.contest_id,
        row.criterion.stage.contest_id if row.criterion else row.contest_id,
    }
    if contests != {row.contest_id}:
        yield _gettext("所比较的环节、评委组或评分要素不属于这次比武")


CRITERIA: Register = Register(
    room="contests",
    noun="criterion",
    model=Criterion,
    title=_("评分要素"),
    noun_title=_("评分要素"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("每个环节看什么、占多少、各等次是什么样的表现；规则冻结后不能再改。"),
    empty_hint=_("先登记环节，再登记它的评分要素。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_CRITERIA,
    keep=permissions.KEEP_CRITERIA,
    select=("stage", "stage__contest"),
    columns=(
        Column(path="stage__contest", label=_("比武"), sort="stage__contest__begins"),
        Column(path="stage__name", label=_("环节"), sort="stage__order"),
        Column(path="name", label=_("评分要素"), sort="name"),
        Column(path="weight", label=_("权重"), kind="number", sort="weight"),
        Column(path="lowest", label=_("最低分"), kind="number"),
        Column(path="highest", label=_("最高分"), kind="number"),
        Column(path="is_independent", label=_("单列"), kind="flag"),
        Column(path="veto_below", label=_("否决线"), kind="number"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="stage__contest_id",
            kind="related",
            label_path="stage__contest__title",
        ),
    ),
    search=("name", "stage__name", "stage__contest__title"),
    fields=(
        "stage", "name", "position", "weight", "lowest", "highest", "step", "is_required",
        "is_independent", "veto_below", "veto_judges", "levels",
    ),
    key=("stage", "name"),
    check=_check_criterion,
)  # fmt: skip

JUDGE_GROUPS: Register = Register(
    room="contests",
    noun="group",
    model=JudgeGroup,
    title=_("评委组"),
    noun_title=_("评委组"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("专家评委、大众评委各占多少，分数怎样汇总；规则冻结后不能再改。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_GROUPS,
    keep=permissions.KEEP_GROUPS,
    select=("contest",),
    columns=(
        Column(path="contest", label=_("比武"), sort="contest__begins"),
        Column(path="name", label=_("评委组"), sort="name"),
        Column(path="weight", label=_("权重（%）"), kind="number", sort="weight"),
        Column(path="aggregation", label=_("汇总方式"), kind="badge"),
        Column(path="drop", label=_("两端各去掉"), kind="number"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="contest_id",
            kind="related",
            label_path="contest__title",
        ),
        Facet(name="aggregation", label=_("汇总方式"), path="aggregation"),
    ),
    search=("name", "contest__title"),
    fields=("contest", "name", "weight", "aggregation", "drop"),
    key=("contest", "name"),
    check=_check_group,
)

TIE_STEPS: Register = Register(
    room="contests",
    noun="tie",
    model=TieStep,
    title=_("同分处理"),
    noun_title=_("同分处理"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("同分时依次比较什么，评审之前就公布；最后一步可以是有见证的抽签。"),
    unit_word=_("步"),
    about="",
    view=permissions.VIEW_TIES,
    keep=permissions.KEEP_TIES,
    select=("contest", "stage", "group", "criterion", "criterion__stage"),
    columns=(
        Column(path="contest", label=_("比武"), sort="contest__begins"),
        Column(path="position", label=_("次序"), kind="number", sort="position"),
        Column(path="by", label=_("比较"), kind="badge"),
        Column(path="stage", label=_("环节")),
        Column(path="group", label=_("评委组")),
        Column(path="criterion", label=_("评分要素")),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="contest_id",
            kind="related",
            label_path="contest__title",
        ),
        Facet(name="by", label=_("比较"), path="by"),
    ),
    search=("contest__title",),
    fields=("contest", "position", "by", "stage", "group", "criterion"),
    key=("contest", "position"),
    check=_check_tie,
)
