from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

EVIDENCE_CONTRIBUTED = deed(
    "evidence.claim.contributed", _("为 {person} 记入印证材料：{dimension}（{source}）")
)
EVIDENCE_RETRACTED = deed("evidence.claim.retracted", _("撤回 {person} 的印证材料：{dimension}"))
