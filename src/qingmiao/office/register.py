from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.access.models import Account, RoleGrant, Token
from qingmiao.ledger.models import Entry
from qingmiao.ledger.queries import line_of
from qingmiao.ledger.rules import door_word
from qingmiao.office import permissions
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.registers.values import deed_word, noun_of

ENTRIES: Register = Register(
    room="office",
    noun="entry",
    model=Entry,
    title=_("台账"),
    noun_title=_("台账记录"),
    link="base",
    mark="",
    lead=_("谁、何时、从哪个入口、办了什么、为何。只增不改，数据库拒绝修改和删除。"),
    view=permissions.READ_LEDGER,
    keep=permissions.NOBODY_WRITES,
    is_read_only=True,
    columns=(
        Column(path="written_at", label=_("时间"), kind="date", sort="pk"),
        Column(path="actor_name", label=_("办理人"), sort="actor_name"),
        Column(
            path="sentence", label=_("内容"), kind="long", value=lambda row: line_of(row).sentence
        ),
        Column(path="reason", label=_("理由"), kind="long"),
        Column(path="door", label=_("入口"), value=lambda row: door_word(row.door)),
    ),
    facets=(
        Facet(name="door", label=_("入口"), path="door"),
        Facet(name="deed", label=_("行为"), path="deed"),
        Facet(name="written", label=_("时间"), path="written_at__date", kind="period"),
    ),
    search=("actor_name", "sentence", "reason"),
    order=("-pk",),
    fields=(
        "written_at", "actor_name", "actor_id", "door", "deed", "sentence", "subject_kind",
        "subject_id", "reason", "detail",
    ),
    key=(),
    words={"door": door_word, "deed": deed_word, "subject_kind": noun_of},
)  # fmt: skip

ACCOUNTS: Register = Register(
    room="office",
    noun="account",
    model=Account,
    title=_("账号"),
    noun_title=_("账号"),
    link="base",
    mark="",
    lead=_("系统管理员开设账号，安全管理员授权；三员互斥，账号开设后没有任何角色。"),
    view=permissions.VIEW_ACCOUNTS,
    keep=permissions.NOBODY_WRITES,
    is_read_only=True,
    columns=(
        Column(path="username", label=_("账号名"), sort="username"),
        Column(path="display_name", label=_("显示姓名"), sort="display_name"),
        Column(path="unit", label=_("所在机构"), kind="unit"),
        Column(path="is_active", label=_("启用"), kind="flag"),
        Column(path="last_login", label=_("最近登录"), kind="date", sort="last_login"),
    ),
    facets=(
        Facet(name="active", label=_("启用"), path="is_active", kind="flag"),
        Facet(name="demo", label=_("演示账号"), path="is_demo", kind="flag"),
    ),
    search=("username", "display_name", "unit__name"),
    select=("unit",),
    order=("username",),
    fields=("username", "display_name", "unit", "is_active", "is_demo", "last_login"),
    key=(),
    parts=(Part(register=lambda: GRANTS, field="account", limit=50),),
)

GRANTS: Register = Register(
    room="office",
    noun="grant",
    model=RoleGrant,
    title=_("授权"),
    noun_title=_("授权"),
    link="base",
    mark="",
    lead=_("每项授权都有角色、范围、期限和理由；收回即止，记录不删。"),
    view=permissions.VIEW_GRANTS,
    keep=permissions.NOBODY_WRITES,
    is_read_only=True,
    columns=(
        Column(path="account", label=_("账号"), sort="account__username"),
        Column(path="role", label=_("角色"), kind="badge", sort="role"),
        Column(path="scope_kind", label=_("范围")),
        Column(path="unit", label=_("机构"), kind="unit"),
        Column(path="begins", label=_("起"), kind="date", sort="begins"),
        Column(path="ends", label=_("止"), kind="date", sort="ends"),
        Column(path="reason", label=_("理由"), kind="long"),
    ),
    facets=(
        Facet(name="role", label=_("角色"), path="role"),
        Facet(name="kind", label=_("范围"), path="scope_kind"),
    ),
    search=("account__username", "account__display_name", "unit__name", "reason"),
    select=("account", "unit"),
    order=("account__username", "role"),
    fields=(
        "account", "role", "scope_kind", "unit", "scope_id", "begins", "ends", "reason",
        "granted_by", "granted_at",
    ),
    key=(),
)  # fmt: skip

TOKENS: Register = Register(
    room="office",
    noun="token",
    model=Token,
    title=_("接口令牌"),
    noun_title=pgettext_lazy("record", "接口令牌"),
    link="base",
    mark="",
    lead=_("程序凭令牌读取本账号看得到的内容，每次读取都记入台账。系统只存摘要，看不到令牌本身。"),
    empty_hint=_("需要用程序读取数据时，在“我的授权”里签发一个令牌。"),
    view=permissions.VIEW_TOKENS,
    keep=permissions.NOBODY_WRITES,
    is_read_only=True,
    columns=(
        Column(path="account", label=_("账号"), sort="account__username"),
        Column(path="hint", label=_("令牌开头")),
        Column(path="purpose", label=_("用途"), kind="long"),
        Column(path="issued_at", label=_("签发时间"), kind="date", sort="issued_at"),
        Column(path="expires_on", label=_("有效至"), kind="date", sort="expires_on"),
        Column(path="minute", label=_("最近使用"), kind="date", sort="minute"),
        Column(path="revoked_at", label=_("吊销时间"), kind="date", sort="revoked_at"),
    ),
    facets=(
        Facet(name="expires", label=_("有效至"), path="expires_on", kind="period"),
        Facet(name="used", label=_("最近使用"), path="minute__date", kind="period"),
    ),
    select=("account",),
    search=("account__username", "account__display_name", "purpose", "hint"),
    order=("-pk",),
    fields=(
        "account", "hint", "purpose", "issued_at", "expires_on", "minute", "revoked_at",
        "revoked_by", "revoke_reason",
    ),
    key=(),
    about="",
)  # fmt: skip
