from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

DOSSIER_OPENED = deed("dossiers.person.opened", _("建立 {name} 的档案"))
DOSSIER_AMENDED = deed("dossiers.person.amended", _("修改 {name} 的档案：{fields}"))
DOSSIER_VIEWED = deed("dossiers.person.viewed", _("查看 {name} 的档案"))
PEOPLE_COMPARED = deed("dossiers.person.compared", _("比较干部：{names}"))
ID_NUMBER_SEEN = deed("dossiers.id_number.seen", _("查看 {name} 的身份证号"))
PART_ADDED = deed("dossiers.part.added", _("为 {name} 登记{part}：{row}"))
PART_AMENDED = deed("dossiers.part.amended", _("修改 {name} 的{part}：{row}"))
PART_REMOVED = deed("dossiers.part.removed", _("删去 {name} 的{part}：{row}"))
PART_REPLACED = deed(
    "dossiers.part.replaced", _("更新 {name} 的{part}：新增 {added} 条、去掉 {removed} 条")
)
PHOTO_SET = deed("dossiers.photo.set", _("更换 {name} 的照片"))
POST_TAKEN_UP = deed("dossiers.post.taken_up", _("{name} 任 {unit}{post}"))
STANDING_CHANGED = deed("dossiers.standing.changed", _("{name} 的管理状态改为{standing}"))
ROSTER_EXPORTED = deed("dossiers.roster.exported", _("导出花名册 {count} 人（{filter}）"))
