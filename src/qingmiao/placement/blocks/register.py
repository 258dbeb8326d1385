from datetime import date

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.placement.blocks import permissions, rules, services
from qingmiao.placement.blocks.contracts import RequestFacts
from qingmiao.placement.blocks.models import Block, Duty, ResidentRequest
from qingmiao.placement.blocks.queries.facts import blocks_above
from qingmiao.placement.blocks.queries.request import is_rewritten
from qingmiao.placement.blocks.services.intake import begin_from_hotline
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _request_entered(actor: Actor, request: ResidentRequest) -> None:
    begin_from_hotline(actor=actor, request=request)
    services.note_request(actor=actor, request=request)


def _request_voided(actor: Actor, request: ResidentRequest, reason: str) -> None:
    services.forget_request(actor=actor, request=request, reason=reason)


def _check_block(row: Block, on: date) -> list[str]:
    """The tree stays within one township, and nothing stands above itself."""
    if row.parent_id is None or row.parent is None:
        return []
    return list(
        rules.flaws_of_tree(
            pk=row.pk,
            unit_id=row.unit_id,
            parent_unit_id=row.parent.unit_id,
            above=blocks_above(block_id=row.parent_id),
        )
    )


def _check_duty(row: Duty, on: date) -> list[str]:
    services.hold_person(person_id=row.person_id)
    block = row.block
    return list(
        rules.flaws_of_duty(
            begins=row.begins, ends=row.ends, block_begins=block.begins, block_ends=block.ends
        )
    )


def _check_request(row: ResidentRequest, on: date) -> list[str]:
    if row.is_live:
        rewritten = is_rewritten(row, REQUESTS.fields)
        return [_live_rows_move_by_their_steps()] if rewritten else []
    facts = RequestFacts(
        state=row.state,
        received_on=row.received_on,
        due_on=row.due_on,
        done_on=row.done_on,
        outcome=row.outcome,
        has_handler=row.handler_id is not None,
        satisfaction=row.satisfaction,
        contact=row.contact_masked,
        channel=row.channel,
        hotline_no=row.hotline_no,
    )
    return list(rules.flaws_of_request(facts, on=on))


def _live_rows_move_by_their_steps() -> str:
    return gettext("这件诉求按步骤办理，不能直接修改；登记有误的请作废后重新受理")


BLOCKS: Register = Register(
    room="blocks",
    noun="block",
    model=Block,
    title=pgettext_lazy("list", "区块"),
    noun_title=pgettext_lazy("record", "区块"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("三级干部进区块：每个区块须有应配的治理员、协理员、监督员在岗。"),
    empty_hint=_("登记第一个区块，或把区块名册按模板导入。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_BLOCKS,
    keep=permissions.KEEP_BLOCKS,
    select=("unit",),
    columns=(
        Column(path="code", label=_("区块编号"), sort="code"),
        Column(path="name", label=_("区块名称"), sort="name"),
        Column(path="unit", label=_("所属乡镇（街道）"), kind="unit", sort="unit__sort_no"),
        Column(path="households", label=_("户数"), kind="number", sort="households"),
        Column(path="governor", label=_("治理员"), kind="number", sort="governor"),
        Column(path="assistant", label=_("协理员"), kind="number", sort="assistant"),
        Column(path="supervisor", label=_("监督员"), kind="number", sort="supervisor"),
    ),
    facets=(
        Facet(name="vacancy", label=_("有缺岗"), path="has_vacancy", kind="flag"),
        Facet(
            name="unit",
            label=_("所属乡镇（街道）"),
            path="unit_id",
            kind="related",
            label_path="unit__short_name",
        ),
    ),
    search=("code", "name", "unit__name"),
    fields=(
        "code",
        "name",
        "unit",
        "parent",
        "households",
        "governors_wanted",
        "assistants_wanted",
        "supervisors_wanted",
        "begins",
        "ends",
    ),
    key=("code",),
    check=_check_block,
    parts=(
        Part(register=lambda: DUTIES, field="block", holds=True),
        Part(register=lambda: REQUESTS, field="block", holds=True),
    ),
)

DUTIES: Register = Register(
    room="blocks",
    noun="duty",
    model=Duty,
    title=pgettext_lazy("list", "区块职责"),
    noun_title=pgettext_lazy("record", "区块职责"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("谁在哪个区块担任治理员、协理员、监督员；轮换时写明结束日期和交接。"),
    empty_hint=_("登记第一条职责，或把进区块干部名册按模板导入。"),
    unit_word=pgettext_lazy("duties", "人次"),
    view=permissions.VIEW_DUTIES,
    keep=permissions.KEEP_DUTIES,
    select=("person__unit", "block__unit"),
    columns=(
        Column(path="person", label=_("干部"), sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="block", label=pgettext_lazy("field", "区块"), sort="block__code"),
        Column(path="block__unit", label=_("所属乡镇（街道）"), kind="unit"),
        Column(path="role", label=_("角色"), kind="badge", sort="role"),
        Column(path="tier", label=_("干部层级"), kind="badge", sort="tier"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结束日期"), kind="date", sort="ends"),
    ),
    facets=(
        Facet(name="role", label=_("角色"), path="role"),
        Facet(name="tier", label=_("干部层级"), path="tier"),
        Facet(
            name="township",
            label=_("所属乡镇（街道）"),
            path="block__unit_id",
            kind="related",
            label_path="block__unit__short_name",
        ),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="begins", label=_("开始日期"), path="begins", kind="period"),
        Facet(name="ends", label=_("结束日期"), path="ends", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "block__name", "block__code"),
    fields=("block", "person", "role", "tier", "begins", "ends", "handover"),
    key=("block", "person", "begins"),
    check=_check_duty,
)

REQUESTS: Register = Register(
    room="blocks",
    noun="request",
    model=ResidentRequest,
    title=pgettext_lazy("list", "群众诉求"),
    noun_title=pgettext_lazy("record", "群众诉求"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("办结不等于解决：只有群众确认的诉求才成为承办干部的印证材料。"),
    empty_hint=_("登记第一件诉求，或把诉求台账按模板导入。"),
    unit_word=_("件"),
    about="handler",
    view=permissions.VIEW_REQUESTS,
    keep=permissions.KEEP_REQUESTS,
    select=("block__unit", "handler"),
    columns=(
        Column(path="received_on", label=_("受理日期"), kind="date", sort="received_on"),
        Column(path="block", label=pgettext_lazy("field", "区块"), sort="block__code"),
        Column(path="category", label=_("类别"), kind="badge", sort="category"),
        Column(path="content", label=_("诉求内容"), kind="long"),
        Column(path="handler", label=_("承办干部"), kind="person", sort="handler__pinyin"),
        Column(path="due_on", label=_("办理时限"), kind="date", sort="due_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="satisfaction", label=_("满意度"), kind="number", sort="satisfaction"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="overdue", label=_("超过时限"), path="is_overdue", kind="flag"),
        Facet(name="category", label=_("类别"), path="category"),
        Facet(name="channel", label=_("受理渠道"), path="channel"),
        Facet(name="difficulty", label=_("难易程度"), path="difficulty"),
        Facet(name="satisfaction", label=_("满意度"), path="satisfaction"),
        Facet(
            name="township",
            label=_("所属乡镇（街道）"),
            path="block__unit_id",
            kind="related",
            label_path="block__unit__short_name",
        ),
        Facet(name="received", label=_("受理日期"), path="received_on", kind="period"),
        Facet(name="due", label=_("办理时限"), path="due_on", kind="period"),
    ),
    search=("content", "outcome", "block__name", "block__code", "handler__search_text"),
    fields=(
        "block", "received_on", "channel", "hotline_no", "category", "content", "contact_masked",
        "handler", "due_on", "state", "done_on", "outcome", "satisfaction",
    ),
    key=("block", "received_on", "content"),
    is_large=True,
    check=_check_request,
    entered=_request_entered,
    voided=_request_voided,
)  # fmt: skip
