from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.stewardship.apartments import permissions, queries, services
from qingmiao.stewardship.apartments.models import Flat, Lease


def _flat_entered(_actor: Actor, flat: Flat) -> None:
    services.refuse_if_still_lived_in(flat=flat)


FLATS: Register = Register(
    room="apartments",
    noun="flat",
    model=Flat,
    title=_("人才公寓"),
    noun_title=_("公寓"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("盘活闲置国有资产改造的人才公寓，供年轻干部、科技人才住宿。谁住哪套只有管理员知道。"),
    empty_hint=_("登记一套公寓，或把房源清册按模板导入。"),
    unit_word=_("套公寓"),
    view=permissions.VIEW_FLATS,
    keep=permissions.KEEP_FLATS,
    columns=(
        Column(path="building", label=_("楼栋"), sort="building"),
        Column(path="room_no", label=_("房号"), sort="room_no"),
        Column(path="kind", label=_("户型"), kind="badge", sort="kind"),
        Column(path="area", label=_("面积（㎡）"), kind="number", sort="area"),
        Column(path="monthly_rent", label=_("月租金（元）"), kind="number", sort="monthly_rent"),
        Column(path="begins", label=_("投用日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("退出日期"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(name="kind", label=_("户型"), path="kind"),
        Facet(name="building", label=_("楼栋"), path="building"),
        Facet(name="begins", label=_("投用日期"), path="begins", kind="period"),
    ),
    search=("building", "room_no"),
    fields=("building", "room_no", "kind", "area", "monthly_rent", "begins", "ends"),
    key=("building", "room_no"),
    parts=(Part(register=lambda: LEASES, field="flat", holds=True),),
    entered=_flat_entered,
)

LEASES: Register = Register(
    room="apartments",
    noun="lease",
    model=Lease,
    title=_("租约"),
    noun_title=pgettext_lazy("record", "租约"),
    link="govern",
    mark="管",  # not interface: the badge of the link
    lead=_("一套公寓同一天只有一份租约；退租日期是空出来的第一天。"),
    empty_hint=_("先登记公寓，再登记租约，或把历年租约按模板导入。"),
    unit_word=_("份租约"),
    view=permissions.VIEW_LEASES,
    keep=permissions.KEEP_LEASES,
    select=("flat", "person__unit"),
    columns=(
        Column(path="flat", label=_("人才公寓"), sort="flat__building"),
        Column(path="tenant_name", label=_("租住人"), sort="tenant_name"),
        Column(path="person", label=_("租住干部"), kind="person", sort="person__pinyin"),
        Column(path="tenant_kind", label=_("租户类别"), kind="badge", sort="tenant_kind"),
        Column(path="begins", label=_("起租日期"), kind="date", sort="begins"),
        Column(path="planned_end", label=_("到期日期"), kind="date", sort="planned_end"),
        Column(path="ends", label=_("退租日期"), kind="date", sort="ends"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="tenant_kind", label=_("租户类别"), path="tenant_kind"),
        Facet(name="building", label=_("楼栋"), path="flat__building"),
        Facet(
            name="unit",
            label=_("租住干部单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="begins", label=_("起租日期"), path="begins", kind="period"),
        Facet(name="planned_end", label=_("到期日期"), path="planned_end", kind="period"),
    ),
    search=("flat__building", "flat__room_no", "tenant_name", "person__search_text"),
    fields=(
        "flat", "tenant_kind", "person", "tenant_name", "begins", "planned_end", "ends", "state",
    ),
    key=("flat", "tenant_name", "begins"),
    check=queries.reasons_against_lease,
)  # fmt: skip
