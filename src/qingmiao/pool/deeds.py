from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

MEMBER_ASSESSED = deed("pool.membership.assessed", _("核对 {person} 的入库条件：{verdict}"))
SOURCE_NOTED = deed("pool.source.noted", _("记入 {person} 的来源：{channel}"))
STATE_CHANGED = deed("pool.membership.state_changed", _("{person} 由{old}转为{new}"))
MEMBER_LEFT = deed("pool.membership.left", _("{person} 出库：{exit_reason}"))
MEMBER_PLANNED = deed("pool.membership.planned", _("安排 {person} 的下一步：{action}，{day}前"))
MEMBER_RECONSIDERED = deed("pool.membership.reconsidered", _("{person} 岗位变动，{day} 起重新研判"))
TIER_CHANGED = deed("pool.membership.tier_changed", _("{person} 由{old}库转入{new}库"))
REVIEW_ITEM_ADDED = deed("pool.review.item_added", _("将 {person} 列入会商“{review}”"))
REVIEW_ITEM_DROPPED = deed("pool.review.item_dropped", _("将 {person} 移出会商“{review}”"))
REVIEW_INVITED = deed("pool.review.invited", _("邀请 {name}（{duty}）参加会商“{review}”"))
REVIEW_FROZEN = deed("pool.review.frozen", _("固化会商“{review}”的材料，摘要值 {digest}"))
REVIEW_SAT = deed("pool.review.sat", _("会商“{review}”开始，到会：{present}"))
REVIEW_RECUSED = deed("pool.review.recused", _("{name} 申明回避：{reason}"))
REVIEW_HELD = deed("pool.review.held", _("暂缓研究 {person}：{reason}"))
REVIEW_PROPOSED = deed("pool.review.proposed", _("对 {person} 提出建议：{before}转为{after}"))
REVIEW_SUBMITTED = deed("pool.review.submitted", _("会商“{review}”结束，建议报审批"))
REVIEW_DECIDED = deed("pool.review.decided", _("审批对 {person} 的建议：{verdict}"))
REVIEW_TASK_DONE = deed("pool.review.task_done", _("完成会商任务 {person}：{action}（{outcome}）"))
REVIEW_CLOSED = deed("pool.review.closed", _("会商“{review}”办结"))
REVIEW_PRINTED = deed("pool.review.printed", _("导出会商“{review}”纪要（{form}）"))
GRID_READER_NAMED = deed("pool.grid.reader_named", _("指定 {name} 可查看双维视图"))
GRID_READER_ENDED = deed("pool.grid.reader_ended", _("终止 {name} 查看双维视图"))
WATCH_TOLD = deed("pool.watch.told", _("生成 {day} 的唤醒清单"))

WEEKLY_LIST = kind(
    "pool.watch.weekly",
    _("{day} 的储备库唤醒清单已生成，请逐人安排"),
    label=_("储备库每周唤醒清单"),
)
RATING_ANCHORED = deed("pool.rating.anchored", _("评价 {person} 的{dimension}：{level}"))

SUGGESTION_TAKEN = deed("pool.suggestion.taken", _("采纳入库建议：{person}（{standard}）"))
SUGGESTION_DECLINED = deed("pool.suggestion.declined", _("不采纳{kind}：{person}（{standard}）"))
SUGGESTION_REOPENED = deed("pool.suggestion.reopened", _("恢复{kind}：{person}（{standard}）"))

REVIEW_DUE = kind(
    "pool.membership.review_due",
    _("{person} 应于{due}前研判，请安排研判并定下一步"),
    asks=True,
    label=_("储备库研判到期"),
)
WEEKLY_SUGGESTIONS = kind(
    "pool.suggestion.weekly",
    _("{day} 起请按储备标准逐人研究入库、出库建议"),
    label=_("储备库每周进出建议"),
)
