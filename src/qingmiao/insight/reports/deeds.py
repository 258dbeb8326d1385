from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

SPEECH_PUBLISHED = deed(
    "reports.publication.published",
    _("发布《{title}》，截至 {on}，共 {figures} 个指标、{rows} 行名单"),
)
PUBLICATION_WITHDRAWN = deed("reports.publication.withdrawn", _("撤回《{title}》（截至 {on}）"))
DOCUMENT_WRITTEN = deed(
    "reports.document.written", _("生成《{title}》（截至 {on}）的 {format} 文件")
)
