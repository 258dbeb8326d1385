from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.appointment.vacancies import permissions, queries
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.orgs.models import Post
from qingmiao.registers.declaration import Column, Facet, Pick, Register, declare_pick

declare_pick(
    Post,
    Pick(
        rows=lambda _actor: Post.objects.select_related("unit"),
        search=("unit__name", "unit__short_name", "title"),
    ),
)

VACANCIES: Register = Register(
    room="vacancies",
    noun="vacancy",
    model=Vacancy,
    title=_("空缺"),
    noun_title=pgettext_lazy("record", "空缺"),
    link="appoint",
    mark="用",  # not interface: the badge of the link
    lead=_("已有和将有的空缺职位。预测和冻结的空缺只有干部部门和区领导看得到。"),
    empty_hint=_("登记一个空缺，或把职位空缺表按模板导入。"),
    unit_word=_("个空缺"),
    about="unit",
    view=permissions.VIEW_VACANCIES,
    keep=permissions.KEEP_VACANCIES,
    select=("unit", "post"),
    columns=(
        Column(path="unit", label=_("机构"), kind="unit", sort="unit__sort_no"),
        Column(path="post_text", label=_("职务名称"), sort="post_text"),
        Column(path="arises_on", label=_("空缺日期"), kind="date", sort="arises_on"),
        Column(path="reason", label=_("原因"), kind="badge"),
        Column(path="needs", label=_("岗位需求"), kind="long"),
        Column(path="filled_on", label=_("补充日期"), kind="date", sort="filled_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="reason", label=_("原因"), path="reason"),
        Facet(name="unit_kind", label=_("单位类别"), path="unit__kind"),
        Facet(name="level", label=_("职务层次"), path="post__level"),
        Facet(name="arises", label=_("空缺日期"), path="arises_on", kind="period"),
    ),
    search=("unit__name", "post_text", "needs"),
    fields=("unit", "post", "post_text", "arises_on", "reason", "state", "filled_on", "needs"),
    key=("unit", "post_text", "arises_on"),
    check=queries.reasons_against_vacancy,
)
