"""What is done with contests, their rule, their entries and their draw."""

from qingmiao.selection.contests.services.contest import (
    forget_entry,
    note_contest,
    note_entry,
    settle_stage,
)
from qingmiao.selection.contests.services.draw import begin_drawing, commit_share, draw_plates
from qingmiao.selection.contests.services.entry import (
    check_entry,
    disqualify_entry,
    enter_contest,
    withdraw_entry,
)
from qingmiao.selection.contests.services.exemption import ask_exemption, decide_exemption
from qingmiao.selection.contests.services.formula import freeze_rule
from qingmiao.selection.contests.services.progress import (
    announce_provisional,
    archive,
    begin_judging,
    call_off,
    close_entry,
    conclude,
    extend_entry,
    open_entry,
    open_objections,
    publish,
)

__all__ = [
    "announce_provisional", "archive", "ask_exemption", "begin_drawing", "begin_judging", "call_off",
    "check_entry", "close_entry", "commit_share", "conclude", "decide_exemption", "disqualify_entry",
    "draw_plates", "enter_contest", "extend_entry", "forget_entry", "freeze_rule", "note_contest",
    "note_entry", "open_entry", "open_objections", "publish", "settle_stage", "withdraw_entry",
]  # fmt: skip
