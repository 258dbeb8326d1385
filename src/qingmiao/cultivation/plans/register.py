from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.plans import permissions, rules, services
from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Profile, Template
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _check_plan(row: Plan, on: date) -> list[str]:
    of = row.template
    return list(
        rules.flaws_of_plan(
            begins=row.begins,
            from_=of.begins,
            until=of.ends,
            is_retired=row.pk is None and row.person.managed_until is not None,
        )
    )


def _plan_entered(actor: Actor, row: Plan) -> None:
    services.seed_goals(actor=actor, plan=row)


def _check_goal(row: Goal, on: date) -> list[str]:
    plan = row.plan
    return list(rules.flaws_of_due(due_on=row.due_on, begins=plan.begins, ends=plan.ends))


PLANS: Register = Register(
    room="plans",
    noun="plan",
    model=Plan,
    title=_("培养计划"),
    noun_title=pgettext_lazy("record", "培养计划"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("每名干部一份：按模板列出目标和关口，单位、导师、组织部门评议，他人核验。"),
    empty_hint=_("先登记培养模板，再为干部拟订培养计划。"),
    unit_word=_("份"),
    view=permissions.VIEW_PLANS,
    keep=permissions.KEEP_PLANS,
    select=("person__unit", "template", "mentor"),
    columns=(
        Column(path="person", label=_("培养对象"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="template", label=_("培养模板"), sort="template__title"),
        Column(path="post_type", label=_("目标岗位类型"), kind="badge", sort="post_type"),
        Column(path="mentor", label=_("导师")),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结束日期"), kind="date", sort="ends"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="track", label=_("培养方向"), path="template__track"),
        Facet(name="post", label=_("目标岗位类型"), path="post_type"),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
    ),
    search=("person__search_text", "person__unit__name", "template__title"),
    fields=("person", "template", "post_type", "mentor", "begins", "ends"),
    key=("person", "begins"),
    check=_check_plan,
    entered=_plan_entered,
    parts=(),
)

GOALS: Register = Register(
    room="plans",
    noun="goal",
    model=Goal,
    title=_("培养目标"),
    noun_title=pgettext_lazy("record", "培养目标"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("学时、岗外锻炼、导师、能力和关口，各有时限；佐证提交之后由他人核验。"),
    empty_hint=_("在培养计划页面添加目标。"),
    unit_word=_("项"),
    about="plan__person",
    view=permissions.VIEW_GOALS,
    keep=permissions.KEEP_GOALS,
    select=("plan__person__unit", "plan__template"),
    columns=(
        Column(path="title", label=_("目标"), sort="title"),
        Column(
            path="plan__person", label=_("培养对象"), kind="person", sort="plan__person__pinyin"
        ),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="due_on", label=_("完成时限"), kind="date", sort="due_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="verified_by", label=_("核验人")),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(name="due", label=_("完成时限"), path="due_on", kind="period"),
    ),
    search=("title", "plan__person__search_text"),
    fields=("plan", "kind", "title", "due_on"),
    key=("plan", "title"),
    check=_check_goal,
)

TEMPLATES: Register = Register(
    room="plans",
    noun="template",
    model=Template,
    title=_("培养模板"),
    noun_title=pgettext_lazy("record", "培养模板"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("每个培养方向一个模板，注明施行日期：学时、岗外锻炼、导师和关口。"),
    empty_hint=_("登记第一个培养模板。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_TEMPLATES,
    keep=permissions.KEEP_TEMPLATES,
    columns=(
        Column(path="title", label=_("模板名称"), sort="title"),
        Column(path="track", label=_("培养方向"), kind="badge", sort="track"),
        Column(path="months", label=_("周期（月）"), kind="number", sort="months"),
        Column(path="hours", label=_("学时要求"), kind="number", sort="hours"),
        Column(
            path="months_outside", label=_("岗外锻炼（月）"), kind="number", sort="months_outside"
        ),
        Column(path="begins", label=_("施行日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("停用日期"), kind="date", sort="ends"),
    ),
    facets=(Facet(name="track", label=_("培养方向"), path="track"),),
    search=("title", "gates"),
    fields=(
        "title", "track", "begins", "ends", "months", "hours", "months_outside", "needs_mentor",
        "gates",
    ),
    key=("track", "begins"),
    parts=(Part(register=lambda: PLANS, field="template", holds=True),),
)  # fmt: skip

COMPETENCES: Register = Register(
    room="plans",
    noun="competence",
    model=Competence,
    title=_("能力项"),
    noun_title=pgettext_lazy("record", "能力项"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("每项能力四级，各有行为描述；等级由他人核实的印证材料支撑，本人自述不计。"),
    empty_hint=_("登记能力项和四级行为描述。"),
    unit_word=_("项"),
    about="",
    view=permissions.VIEW_COMPETENCES,
    keep=permissions.KEEP_COMPETENCES,
    select=("topic", "frontline"),
    columns=(
        Column(path="name", label=_("能力项"), sort="name"),
        Column(path="dimension", label=_("印证维度"), kind="badge", sort="dimension"),
        Column(path="topic", label=_("对应培训内容")),
        Column(path="frontline", label=_("对应一线")),
    ),
    facets=(Facet(name="dimension", label=_("印证维度"), path="dimension"),),
    search=("name", "level_1", "level_2", "level_3", "level_4"),
    fields=(
        "name", "dimension", "level_1", "level_2", "level_3", "level_4", "topic", "frontline",
    ),
    key=("name",),
    parts=(Part(register=lambda: PROFILES, field="competence", holds=True),),
)  # fmt: skip

PROFILES: Register = Register(
    room="plans",
    noun="profile",
    model=Profile,
    title=_("岗位画像"),
    noun_title=pgettext_lazy("record", "岗位画像"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("每类目标岗位要求哪些能力、达到几级。"),
    empty_hint=_("为每类岗位登记能力项和要求等级。"),
    about="",
    view=permissions.VIEW_PROFILES,
    keep=permissions.KEEP_PROFILES,
    select=("competence",),
    columns=(
        Column(path="post_type", label=_("目标岗位类型"), kind="badge", sort="post_type"),
        Column(path="competence", label=_("能力项"), sort="competence__name"),
        Column(path="level", label=_("要求等级"), kind="number", sort="level"),
    ),
    facets=(Facet(name="post", label=_("目标岗位类型"), path="post_type"),),
    search=("competence__name",),
    fields=("post_type", "competence", "level"),
    key=("post_type", "competence"),
)
