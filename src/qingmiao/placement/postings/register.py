from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.placement.postings import permissions, rules, services
from qingmiao.placement.postings.contracts import PostingFacts
from qingmiao.placement.postings.models import Posting, Scheme
from qingmiao.placement.postings.queries import engagements
from qingmiao.registers.declaration import REGISTERS, Column, Facet, Part, Register


def _posting_entered(actor: Actor, posting: Posting) -> None:
    services.note_posting(actor=actor, posting=posting)


def _posting_voided(actor: Actor, posting: Posting, reason: str) -> None:
    services.forget_posting(actor=actor, posting=posting, reason=reason)


def _check_posting(row: Posting, on: date) -> list[str]:
    services.hold_person(person_id=row.person_id)
    facts = PostingFacts(
        state=row.state,
        begins=row.begins,
        planned_end=row.planned_end,
        ends=row.ends,
        result=row.result,
        early_reason=row.early_reason,
        scheme_begins=row.scheme.begins,
        scheme_ends=row.scheme.ends,
    )
    return list(rules.flaws_of_posting(facts, on=on))


POSTINGS: Register = Register(
    room="postings",
    noun="posting",
    model=Posting,
    title=pgettext_lazy("list", "选派"),
    noun_title=pgettext_lazy("record", "选派"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("项目专员、三类专员、插班跟学等选派；同一时期一人只能有一项选派。"),
    empty_hint=_("登记第一名选派干部，或把历年选派名册按模板导入。"),
    unit_word=pgettext_lazy("postings", "人次"),
    view=permissions.VIEW_POSTINGS,
    keep=permissions.KEEP_POSTINGS,
    select=("person__unit", "scheme", "home_unit", "host_unit"),
    columns=(
        Column(path="person", label=_("干部"), sort="person__pinyin"),
        Column(
            path="scheme",
            label=_("选派制度"),
            sort="scheme__code",
            small=lambda row: "" if row.place == str(row.scheme) else row.place,
        ),
        Column(path="home_unit", label=_("派出单位"), kind="unit", sort="home_unit__sort_no"),
        Column(path="host_unit", label=_("接收单位"), kind="unit", sort="host_unit__sort_no"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="planned_end", label=_("计划结束"), kind="date", sort="planned_end"),
        Column(path="ends", label=_("实际结束"), kind="date", sort="ends"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="group", label=_("归类"), path="scheme__group"),
        Facet(
            name="scheme",
            label=_("选派制度"),
            path="scheme_id",
            kind="related",
            label_path="scheme__name",
        ),
        Facet(
            name="unit",
            label=_("现单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(
            name="host",
            label=_("接收单位"),
            path="host_unit_id",
            kind="related",
            label_path="host_unit__short_name",
        ),
        Facet(name="begins", label=_("开始日期"), path="begins", kind="period"),
        Facet(name="planned_end", label=_("计划结束"), path="planned_end", kind="period"),
        Facet(name="ends", label=_("实际结束"), path="ends", kind="period"),
    ),
    search=(
        "person__search_text", "scheme__name", "home_unit__name", "host_unit__name", "place",
        "letter_no",
    ),
    fields=(
        "scheme", "person", "home_unit", "host_unit", "place", "round_no", "begins", "planned_end",
        "ends", "letter_no", "state", "early_reason", "result",
    ),
    key=("scheme", "person", "begins"),
    reserved=("round_no", "ends", "letter_no", "early_reason", "result"),
    reserved_to=permissions.SEND_PEOPLE,
    parts=(Part(register=lambda: REGISTERS["mentoring.mentorship"], field="posting", holds=True),),
    check=_check_posting,
    occupies=engagements,
    entered=_posting_entered,
    voided=_posting_voided,
)  # fmt: skip

SCHEMES: Register = Register(
    room="postings",
    noun="scheme",
    model=Scheme,
    title=pgettext_lazy("list", "选派制度"),
    noun_title=pgettext_lazy("record", "选派制度"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("选派按制度进行；新增一种制度只需在此登记，不必改程序。"),
    empty_hint=_("先登记选派制度，例如项目专员、插班跟学。"),
    unit_word=_("种"),
    about="",
    view=permissions.VIEW_SCHEMES,
    keep=permissions.KEEP_SCHEMES,
    columns=(
        Column(path="name", label=_("名称"), sort="name"),
        Column(path="group", label=_("归类"), kind="badge", sort="group"),
        Column(path="is_full_time", label=_("全脱产"), kind="flag"),
        Column(path="months", label=_("期限（月）"), kind="number", sort="months"),
        Column(path="mentor_policy", label=_("帮带安排"), kind="long"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date"),
    ),
    facets=(
        Facet(name="group", label=_("归类"), path="group"),
        Facet(name="full_time", label=_("全脱产"), path="is_full_time", kind="flag"),
    ),
    search=("name", "code", "basis"),
    fields=(
        "code", "name", "group", "is_full_time", "months", "extend_months", "review_months",
        "host_kind", "mentor_policy", "basis", "begins", "ends",
    ),
    key=("code",),
    parts=(Part(register=lambda: POSTINGS, field="scheme", holds=True),),
)  # fmt: skip
