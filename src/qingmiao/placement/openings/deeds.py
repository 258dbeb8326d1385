from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

OPENING_MOVED = deed("openings.opening.moved", _("岗位{title}：{state}"))
WISHED = deed("openings.wish.made", _("填报选派志愿：{title}"))

OPENINGS_CHOSEN = deed("openings.round.openings_chosen", _("匹配轮次{title}：选岗位 {count} 个"))
CANDIDATES_CHOSEN = deed(
    "openings.round.candidates_chosen", _("匹配轮次{title}：列入人选 {count} 人")
)
CANDIDATE_DECIDED = deed(
    "openings.round.candidate_decided", _("匹配轮次{title}：{person} {stance}")
)
ROUND_SOLVED = deed(
    "openings.round.solved", _("匹配轮次{title}求解第 {number} 版：匹配 {placed} 人")
)
ROUND_MOVED = deed("openings.round.moved", _("匹配轮次{title}：{state}"))
ROUND_APPROVED = deed(
    "openings.round.approved", _("审批匹配轮次{title}第 {number} 版：拟选派 {count} 人")
)
