from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed
from qingmiao.notices.deeds import kind

CONTEST_MOVED = deed("contests.contest.moved", _("比武{title}：{old} → {new}"))
CONTEST_CALLED_OFF = deed("contests.contest.called_off", _("取消比武{title}（原为{old}）"))
ENTRY_EXTENDED = deed("contests.contest.extended", _("延长{title}的报名：{old} → {new}"))
RULE_FROZEN = deed("contests.rule.frozen", _("冻结{title}的计分规则，指纹 {digest}"))
ENTRY_SUBMITTED = deed("contests.entry.submitted", _("{route}：{person}，{title}"))
ENTRY_CHECKED = deed("contests.entry.checked", _("资格审查{answer}：{person}，{title}"))
ENTRY_LEFT = deed(
    "contests.entry.left", _("{person}{answer}：{title}（号牌 {plate}，原名次 {place}）")
)
EXEMPTION_ASKED = deed("contests.exemption.asked", _("提出资格例外：{person}，{failed}"))
EXEMPTION_DECIDED = deed("contests.exemption.decided", _("资格例外{answer}：{person}，{failed}"))
LIST_FROZEN = deed("contests.draw.listed", _("冻结{title}的抽签名单，{count} 人"))
SHARE_COMMITTED = deed("contests.draw.committed", _("{party}为{title}的抽签承诺种子：{commitment}"))
PLATES_DRAWN = deed("contests.draw.drawn", _("{title}抽签定号，{count} 人，现场公开值 {word}"))

CONTEST_ANNOUNCED = kind(
    "contests.contest.announced", _("比武公告：{title}，报名至 {due}"), label=_("比武公告")
)
ENTRY_MADE = kind("contests.entry.made", _("您已报名参加{title}"), label=_("比武报名"))
ENTRY_TOLD = kind(
    "contests.entry.checked", _("您参加{title}的资格审查{answer}"), label=_("参赛资格审查结果")
)
PLATE_TOLD = kind("contests.draw.drawn", _("{title}已抽签，请查看您的号牌"), label=_("比武抽签"))
CONTEST_OFF = kind("contests.contest.called_off", _("{title}已取消"), label=_("比武取消"))
EXEMPTION_WANTED = kind(
    "contests.exemption.wanted", _("{person}的参赛资格例外待批准"), asks=True,
    label=_("参赛资格例外待批准"),
)  # fmt: skip
EXEMPTION_ANSWERED = kind(
    "contests.exemption.answered", _("{person}的参赛资格例外{answer}"), label=_("参赛资格例外批复")
)
WITNESS_WANTED = kind(
    "contests.draw.witness", _("{title}即将抽签，请承诺见证人的种子份额"), asks=True,
    label=_("见证抽签"),
)  # fmt: skip
