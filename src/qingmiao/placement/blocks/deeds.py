from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

REQUEST_RECEIVED = deed("blocks.request.received", _("受理诉求：{title}（{channel}）"))
REQUEST_CLASSIFIED = deed(
    "blocks.request.classified", _("诉求分类定级：{title}，{category}、{difficulty}，{due} 到期")
)
REQUEST_DISPATCHED = deed("blocks.request.dispatched", _("派单：{title} → {person}"))
REQUEST_TRANSFERRED = deed("blocks.request.transferred", _("转派：{title}，{old} → {new}"))
REQUEST_MOVED = deed("blocks.request.moved", _("转区块：{title}，{old} → {new}"))
REQUEST_ACCEPTED = deed("blocks.request.accepted", _("接单：{title}"))
REQUEST_NOTED = deed("blocks.request.noted", _("填报办理情况：{title}"))
REQUEST_DONE = deed("blocks.request.done", _("报办结：{title}"))
REQUEST_CONFIRMED = deed("blocks.request.confirmed", _("群众确认解决：{title}（{how}）"))
REQUEST_DENIED = deed("blocks.request.denied", _("群众答复没有解决：{title}（{how}）"))
REQUEST_UNREACHED = deed("blocks.request.unreached", _("回访未接通：{title}"))
REQUEST_CHECKED = deed("blocks.request.checked", _("抽样回访属实：{title}"))
REQUEST_REOPENED = deed("blocks.request.reopened", _("重新办理：{title}，第 {times} 次"))
REQUEST_MERGED = deed("blocks.request.merged", _("并单：{title} 并入 {into}"))
REQUEST_SUPERVISED = deed("blocks.request.supervised", _("督办超期诉求：{title}"))
REQUEST_CLOSED = deed("blocks.request.closed", _("未答复结案：{title}"))
REQUEST_DECLINED = deed("blocks.request.declined", _("不予受理：{title}"))
CONTACT_READ = deed("blocks.request.contact_read", _("查看诉求人联系方式：{title}"))
CONTACTS_FORGOTTEN = deed(
    "blocks.request.contacts_forgotten", _("删除已结诉求的联系方式 {count} 件")
)
LINK_RENEWED = deed("blocks.request.link_renewed", _("重发答复链接：{title}"))
PHOTOS_ADDED = deed("blocks.photo.added", _("添加{phase}照片 {count} 张：{title}"))
PHOTO_VOIDED = deed("blocks.photo.withdrawn", _("作废{phase}照片：{title}"))
CODE_OPENED = deed("blocks.block.code_opened", _("开通扫码受理：{title}"))
CODE_CLOSED = deed("blocks.block.code_closed", _("停用扫码受理：{title}"))

REQUEST_ARRIVED = kind(
    "blocks.request.arrived",
    _("新诉求“{title}”等待分类派单"),
    asks=True,
    label=_("新诉求等待分类派单"),
)
REQUEST_HANDED = kind(
    "blocks.request.handed", _("诉求“{title}”派给了您，请接单"), asks=True, label=_("诉求派给了您")
)
REQUEST_CAME_BACK = kind(
    "blocks.request.came_back",
    _("群众认为“{title}”没有解决，请重新办理"),
    asks=True,
    label=_("群众认为没有解决"),
)
REQUEST_LATE = kind(
    "blocks.request.late",
    _("诉求“{title}”超过办理时限，已督办"),
    asks=True,
    label=_("诉求超过办理时限"),
)
REQUEST_ANSWERED = kind(
    "blocks.request.answered", _("群众确认“{title}”已经解决"), label=_("群众确认解决")
)
