from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

UNIT_ADDED = deed("orgs.unit.added", _("设立机构 {unit}，{on} 起"))
UNIT_AMENDED = deed("orgs.unit.amended", _("变更机构 {unit}，{on} 起：{changes}"))
UNIT_CLOSED = deed("orgs.unit.closed", _("撤销机构 {unit}，{on} 起"))
UNIT_WITHDRAWN = deed("orgs.unit.withdrawn", _("撤销导入，去掉新建的机构 {unit}"))
UNIT_RESTORED = deed("orgs.unit.restored", _("撤销导入，机构 {unit} 恢复到导入之前"))
POST_ADDED = deed("orgs.post.added", _("核定 {unit} {title} 职数 {headcount}，{on} 起"))
POST_AMENDED = deed("orgs.post.amended", _("调整 {unit} {title}，{on} 起：{changes}"))
POST_CLOSED = deed("orgs.post.closed", _("撤销 {unit} {title}，{on} 起"))
POST_WITHDRAWN = deed("orgs.post.withdrawn", _("撤销导入，去掉新核定的 {unit} {title}"))
POST_RESTORED = deed("orgs.post.restored", _("撤销导入，{unit} {title} 恢复到导入之前"))
CODE_ADDED = deed("orgs.code.added", _("码表「{list}」增加「{label}」，{on} 起"))
CODE_AMENDED = deed("orgs.code.amended", _("码表「{list}」中「{label}」修改：{changes}"))
CODE_CLOSED = deed("orgs.code.closed", _("码表「{list}」停用「{label}」，{on} 起"))
