from django.utils.translation import gettext_lazy as _

from qingmiao.access.permissions import NOBODY, Permission
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from qingmiao.registers.declaration import Column, Facet, Pick, Register, declare_pick

NOBODY_WRITES = Permission[Evidence](
    code="evidence.claim.nobody",
    sentence=_("印证材料由各环节记录产生，不在此处登记"),
    scope=lambda _actor: NOBODY,
)

CLAIMS: Register = Register(
    room="evidence",
    noun="claim",
    model=Evidence,
    title=_("印证材料"),
    noun_title=_("印证材料"),
    link="base",
    mark="",
    lead=_("各环节记录里关于干部的具体说法：谁说的、何时、亲见还是转述。只能撤回，不能修改。"),
    view=READ_EVIDENCE,
    keep=NOBODY_WRITES,
    is_read_only=True,
    ended="retracted_at",
    select=("person", "source_unit"),
    columns=(
        Column(path="happened_on", label=_("日期"), kind="date", sort="happened_on"),
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="dimension", label=_("维度"), kind="badge", sort="dimension"),
        Column(path="polarity", label=_("倾向"), kind="badge"),
        Column(path="claim", label=_("内容"), kind="long"),
        Column(path="source_kind", label=_("来源类别"), sort="source_kind"),
        Column(path="source_name", label=_("来源")),
        Column(path="is_direct", label=_("亲见"), kind="flag"),
        Column(path="retracted_at", label=_("撤回"), kind="date"),
    ),
    facets=(
        Facet(name="dimension", label=_("维度"), path="dimension"),
        Facet(name="source", label=_("来源类别"), path="source_kind"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="polarity", label=_("倾向"), path="polarity"),
        Facet(name="direct", label=_("亲见"), path="is_direct", kind="flag"),
        Facet(name="happened", label=_("日期"), path="happened_on", kind="period"),
    ),
    search=("person__search_text", "claim", "source_name"),
    order=("-happened_on", "-pk"),
    fields=(
        "person", "dimension", "claim", "polarity", "source_kind", "source_person", "source_name",
        "source_unit", "happened_on", "is_direct", "verified_by", "secrecy", "origin_kind",
        "origin_id", "contributed_at", "retracted_at", "retract_reason",
    ),
    key=(),
)  # fmt: skip

declare_pick(
    Evidence,
    Pick(
        rows=lambda actor: READ_EVIDENCE.rows(actor, CLAIMS.base()),
        search=("person__search_text", "claim", "source_name"),
        caption=lambda row: f"{row.person.name}：{row.claim[:60]}",
    ),
)
