from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.pool import permissions
from qingmiao.pool.enums import ReviewState
from qingmiao.pool.models import Membership, MembershipSource, Rating, Review, Standard
from qingmiao.pool.queries import membership as queries
from qingmiao.pool.queries.rating import example_facts
from qingmiao.pool.queries.review import is_changed
from qingmiao.pool.queries.suggestion import standard_facts
from qingmiao.pool.rules import membership as rules
from qingmiao.pool.rules.rating import flaws_of_rating
from qingmiao.pool.rules.standard import flaws_of_standard
from qingmiao.pool.services import membership as services
from qingmiao.pool.services.rating import note_anchor
from qingmiao.pool.services.review import refuse_to_void
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.rulebook.engine import failures


def _check(row: Membership, on: date) -> Iterator[str]:
    yield from rules.flaws_of_membership(queries.membership_facts(membership=row), on=on)
    assessed = services.assess_entry(person=row.person, tier=row.tier, on=row.entered_on)
    yield from (finding.told for finding in failures(assessed.findings))


def _entered(actor: Actor, row: Membership) -> None:
    services.note_entry(actor=actor, membership=row)


MEMBERSHIPS: Register = Register(
    room="pool",
    noun="membership",
    model=Membership,
    title=_("储备库"),
    noun_title=_("储备库成员"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("优秀年轻干部蓄水池：谁在库、从哪条渠道来、何时研判、为何离开。本人和亲属的记录不可见。"),
    empty_hint=_("从走访、推荐、比武、一线识别中提名入库；历年名单按模板导入。"),
    unit_word=_("人"),
    is_large=True,
    view=permissions.VIEW_POOL,
    keep=permissions.KEEP_POOL,
    select=("person", "person__unit"),
    columns=(
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="person__post_text", label=_("现任职务"), kind="long"),
        Column(path="tier", label=_("层次"), kind="badge", sort="tier"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="entered_on", label=_("入库日期"), kind="date", sort="entered_on"),
        Column(
            path="last_evidence_on", label=_("最近材料"), kind="date", sort="last_evidence_on"
        ),
        Column(path="next_review_on", label=_("下次研判"), kind="date", sort="next_review_on"),
        Column(path="next_action", label=_("下一步"), kind="badge", sort="next_action"),
        Column(path="left_on", label=_("出库日期"), kind="date", sort="left_on"),
    ),
    facets=(
        Facet(name="tier", label=_("层次"), path="tier"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="channel",
            label=_("来源渠道"),
            path="sources__channel",
            kind="many",
            where={"sources__voided_at": None},
        ),
        Facet(name="exit", label=_("出库原因"), path="exit_reason"),
        Facet(name="sex", label=_("性别"), path="person__sex"),
        Facet(name="face", label=_("政治面貌"), path="person__political_face"),
        Facet(name="kind", label=_("单位类别"), path="person__unit__kind"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="entered", label=_("入库日期"), path="entered_on", kind="period"),
        Facet(name="birth", label=_("出生年月"), path="person__birth", kind="period"),
        Facet(
            name="major",
            label=_("专业"),
            path="person__educations__major",
            kind="many",
        ),
        Facet(
            name="experience",
            label=_("经历标签"),
            path="person__tags__tag__label",
            kind="many",
        ),
        Facet(name="evidence", label=_("最近材料"), path="last_evidence_on", kind="period"),
        Facet(name="action", label=_("下一步"), path="next_action"),
        Facet(name="review", label=_("下次研判"), path="next_review_on", kind="period"),
    ),
    search=("person__search_text", "sponsor", "note"),
    fields=(
        "person", "tier", "state", "entered_on", "left_on", "exit_reason", "sponsor",
        "next_review_on", "next_action", "next_action_on", "note",
    ),
    key=("person", "entered_on"),
    check=_check,
    entered=_entered,
    parts=(Part(register=lambda: SOURCES, field="membership"),),
)  # fmt: skip

SOURCES: Register = Register(
    room="pool",
    noun="source",
    model=MembershipSource,
    title=_("入库来源"),
    noun_title=_("来源"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("四种渠道：日常调研、自荐与推荐、擂台比武、重点工作；一人可有多条。"),
    about="membership__person",
    view=permissions.VIEW_SOURCES,
    keep=permissions.KEEP_SOURCES,
    select=("membership", "membership__person", "membership__person__unit"),
    columns=(
        Column(path="happened_on", label=_("日期"), kind="date", sort="happened_on"),
        Column(
            path="membership__person",
            label=_("干部"),
            kind="person",
            sort="membership__person__pinyin",
        ),
        Column(path="channel", label=_("渠道"), kind="badge", sort="channel"),
        Column(path="text", label=_("说明"), kind="long"),
    ),
    facets=(
        Facet(name="channel", label=_("渠道"), path="channel"),
        Facet(name="tier", label=_("层次"), path="membership__tier"),
        Facet(name="happened", label=_("日期"), path="happened_on", kind="period"),
    ),
    search=("membership__person__search_text", "text"),
    fields=("membership", "channel", "happened_on", "text"),
    key=("membership", "channel", "happened_on"),
)


def _check_review(row: Review, on: date) -> Iterator[str]:
    if row.state != ReviewState.PREPARING:
        if is_changed(review=row):
            yield gettext("材料已固化，会商的名称、日期、地点和议题不再修改")
    elif row.held_on < on:
        yield gettext("会商日期不得早于今天")


def _voided_review(_actor: Actor, row: Review, _reason: str) -> None:
    refuse_to_void(review=row)


REVIEWS: Register = Register(
    room="pool",
    noun="review",
    model=Review,
    title=pgettext_lazy("meeting", "会商"),
    noun_title=pgettext_lazy("record", "会商"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_(
        "入库、重点跟踪、列为考察对象、出库都由会商研究：先固化材料，再会商提出建议，由他人审批，落实到人。"
    ),
    empty_hint=_("先登记一次会商，再列入人选、邀请人员。"),
    unit_word=_("次"),
    view=permissions.VIEW_REVIEWS,
    keep=permissions.KEEP_REVIEWS,
    columns=(
        Column(path="title", label=_("会商名称")),
        Column(path="held_on", label=_("会商日期"), kind="date", sort="held_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="place", label=_("地点")),
        Column(path="frozen_on", label=_("材料截至"), kind="date"),
        Column(path="closed_on", label=_("办结日期"), kind="date"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="held", label=_("会商日期"), path="held_on", kind="period"),
    ),
    search=("title", "agenda", "place"),
    fields=("title", "held_on", "place", "agenda"),
    key=("title",),
    check=_check_review,
    voided=_voided_review,
    about="",
)


def _check_rating(row: Rating, on: date) -> Iterator[str]:
    yield from flaws_of_rating(
        person_id=row.person_id,
        dimension=row.dimension,
        rated_on=row.rated_on,
        example=example_facts(rating=row),
        on=on,
    )


def _rated(actor: Actor, row: Rating) -> None:
    note_anchor(actor=actor, rating=row)


RATINGS: Register = Register(
    room="pool",
    noun="rating",
    model=Rating,
    title=_("能力评价"),
    noun_title=pgettext_lazy("record", "能力评价"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("四个等次各有行为描述；每条评价须据一条印证材料作为事例。不计算平均，不排名。"),
    empty_hint=_("先有印证材料，再据事例评价。"),
    view=permissions.VIEW_RATINGS,
    keep=permissions.KEEP_RATINGS,
    select=("person", "person__unit", "example"),
    columns=(
        Column(path="rated_on", label=_("评价日期"), kind="date", sort="rated_on"),
        Column(path="person", label=_("干部"), kind="person", sort="person__pinyin"),
        Column(path="dimension", label=_("维度"), kind="badge", sort="dimension"),
        Column(path="level", label=_("评价等次"), kind="badge"),
        Column(path="anchor", label=_("行为描述"), kind="long"),
        Column(path="example", label=_("所据事例"), kind="long"),
        Column(path="entered_by", label=_("评价人")),
    ),
    facets=(
        Facet(name="dimension", label=_("维度"), path="dimension"),
        Facet(name="level", label=_("评价等次"), path="level"),
        Facet(name="rated", label=_("评价日期"), path="rated_on", kind="period"),
    ),
    search=("person__search_text", "note"),
    fields=("person", "dimension", "level", "example", "rated_on", "note"),
    key=("person", "dimension", "example"),
    check=_check_rating,
    entered=_rated,
    can_amend=False,
)


def _check_standard(row: Standard, _on: date) -> Iterator[str]:
    yield from flaws_of_standard(standard_facts(standard=row))


STANDARDS: Register = Register(
    room="pool",
    noun="standard",
    model=Standard,
    title=_("储备标准"),
    noun_title=pgettext_lazy("record", "储备标准"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("把入库、在库的条件存成标准；系统按标准提出进出建议，采纳与否由人决定，没有任何自动办理。"),
    empty_hint=_("先登记一条标准：层次、年龄、任职年限、材料来源等，留空的不作要求。"),
    view=permissions.VIEW_STANDARDS,
    keep=permissions.KEEP_STANDARDS,
    columns=(
        Column(path="name", label=_("标准名称"), sort="name"),
        Column(path="tier", label=_("层次"), kind="badge", sort="tier"),
        Column(path="use", label=_("用途"), kind="badge"),
        Column(path="most_age", label=_("年龄上限"), kind="number", sort="most_age"),
        Column(path="kinds", label=_("来源类别"), kind="number", sort="kinds"),
        Column(path="newest_days", label=_("材料时限（天）"), kind="number"),
        Column(path="note", label=_("说明"), kind="long"),
    ),
    facets=(
        Facet(name="tier", label=_("层次"), path="tier"),
        Facet(name="use", label=_("用途"), path="use"),
    ),
    search=("name", "note"),
    fields=(
        "name", "tier", "use", "least_age", "most_age", "level", "rank", "post_months",
        "level_months", "schooling", "party", "unit_kind", "kinds", "newest_days",
        "excellent_least", "excellent_years", "note",
    ),
    key=("name",),
    check=_check_standard,
    about="",
)  # fmt: skip
