from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.placement.openings import permissions
from qingmiao.placement.openings.models import Opening, Round, Wish
from qingmiao.placement.openings.rules.opening import flaws_of_opening, flaws_of_wish
from qingmiao.placement.openings.rules.round import flaws_of_change
from qingmiao.registers.declaration import Column, Facet, Register
from qingmiao.registers.queries import is_rewritten


def _check_opening(row: Opening, on: date) -> list[str]:
    return list(
        flaws_of_opening(
            begins=row.begins,
            scheme_begins=row.scheme.begins,
            scheme_ends=row.scheme.ends,
            experience=row.experience,
            months=row.experience_months,
        )
    )


def _check_wish(row: Wish, on: date) -> list[str]:
    chosen = [row.first_id, row.second_id, row.third_id]
    return list(flaws_of_wish(chosen=chosen, is_open=True))


def _check_round(row: Round, on: date) -> list[str]:
    """A round that went on stands as it was written."""
    return list(flaws_of_change(row.state)) if is_rewritten(row, ROUNDS) else []


OPENINGS: Register = Register(
    room="openings",
    noun="opening",
    model=Opening,
    title=pgettext_lazy("list", "选派岗位"),
    noun_title=pgettext_lazy("record", "选派岗位"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("接收单位提出，组织部门发布；发布后干部可以填报志愿，匹配只在已发布、已截止的岗位中进行。"),
    empty_hint=_("登记第一个岗位：接收单位、人数、时间和要求。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_OPENINGS,
    keep=permissions.KEEP_OPENINGS,
    select=("scheme", "host_unit"),
    columns=(
        Column(path="title", label=_("项目、专班或岗位"), sort="title"),
        Column(path="host_unit", label=_("接收单位"), kind="unit", sort="host_unit__sort_no"),
        Column(path="scheme", label=_("选派制度"), sort="scheme__code"),
        Column(path="places", label=_("人数"), kind="number", sort="places"),
        Column(path="priority", label=_("需求急缓"), kind="badge", sort="priority"),
        Column(path="begins", label=_("到岗日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("计划结束"), kind="date", sort="ends"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="priority", label=_("需求急缓"), path="priority"),
        Facet(
            name="scheme", label=_("选派制度"), path="scheme_id", kind="related",
            label_path="scheme__name",
        ),
        Facet(
            name="host", label=_("接收单位"), path="host_unit_id", kind="related",
            label_path="host_unit__short_name",
        ),
        Facet(name="begins", label=_("到岗日期"), path="begins", kind="period"),
    ),
    search=("title", "host_unit__name", "scheme__name", "duties"),
    fields=(
        "scheme", "host_unit", "title", "duties", "begins", "ends", "places", "unit_most",
        "priority", "is_away", "tier", "age_most", "experience", "experience_months", "competence",
        "develops",
    ),
    key=("scheme", "host_unit", "title", "begins"),
    check=_check_opening,
)  # fmt: skip

WISHES: Register = Register(
    room="openings",
    noun="wish",
    model=Wish,
    title=pgettext_lazy("list", "选派志愿"),
    noun_title=pgettext_lazy("record", "选派志愿"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("干部本人在手机上填报；家庭情况只有本人和组织部门看得到。"),
    empty_hint=_("岗位发布后由干部本人填报；不用系统的，由组织部门按书面志愿登记。"),
    unit_word=_("份"),
    view=permissions.VIEW_WISHES,
    keep=permissions.KEEP_WISHES,
    select=(
        "person__unit", "first__host_unit", "second__host_unit", "third__host_unit",
    ),
    columns=(
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="first", label=_("第一志愿")),
        Column(path="second", label=_("第二志愿")),
        Column(path="third", label=_("第三志愿")),
        Column(path="limit", label=_("家庭情况限制"), kind="badge", sort="limit"),
    ),
    facets=(
        Facet(name="limit", label=_("家庭情况限制"), path="limit"),
        Facet(
            name="unit", label=_("单位"), path="person__unit_id", kind="related",
            label_path="person__unit__short_name",
        ),
    ),
    search=("person__search_text", "person__unit__name"),
    fields=("person", "first", "second", "third", "limit", "limit_until", "note"),
    key=("person",),
    check=_check_wish,
)  # fmt: skip

ROUNDS: Register = Register(
    room="openings",
    noun="round",
    model=Round,
    title=pgettext_lazy("list", "匹配轮次"),
    noun_title=pgettext_lazy("record", "匹配轮次"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("选岗位和人选，按公布的规则和权重求解；提请、审批由两个人办理，审批之后才产生拟选派。"),
    empty_hint=_("新建一轮：写明基准日和各项权重。"),
    unit_word=_("轮"),
    about="",
    view=permissions.VIEW_ROUNDS,
    keep=permissions.KEEP_ROUNDS,
    columns=(
        Column(path="title", label=_("名称"), sort="title"),
        Column(path="on", label=_("基准日"), kind="date", sort="on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="proposed_name", label=_("提请人")),
        Column(path="approved_name", label=_("审批人")),
        Column(path="approved_on", label=_("审批日期"), kind="date", sort="approved_on"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="on", label=_("基准日"), path="on", kind="period"),
    ),
    search=("title", "note"),
    fields=(
        "title", "on", "gap", "priority", "wish", "family", "balance", "unit_most", "note",
    ),
    key=("title",),
    check=_check_round,
)  # fmt: skip
