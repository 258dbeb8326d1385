from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

READING_CHOSEN = deed("figures.reading.chosen", _("将口径“{reading}”设为“{value}”，自 {begins} 起"))
FIGURE_EXPORTED = deed(
    "figures.figure.exported",
    _("导出指标 {figure} 的名单，截至 {on}，共 {count} 行，用途：{purpose}"),
)
