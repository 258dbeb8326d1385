from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

IMPORTED = _("导入{noun}：{file}，新增 {new} 条、变更 {changed} 条")
UNDONE = _("撤销导入{noun}：{file}")
EXPORTED = _("导出{noun} {count} 条（{filter}）")

UNITS_IMPORTED = deed("orgs.unit.imported", IMPORTED)
UNITS_UNDONE = deed("orgs.unit.undone", UNDONE)
UNITS_EXPORTED = deed("orgs.unit.exported", EXPORTED)
POSTS_IMPORTED = deed("orgs.post.imported", IMPORTED)
POSTS_UNDONE = deed("orgs.post.undone", UNDONE)
POSTS_EXPORTED = deed("orgs.post.exported", EXPORTED)
