"""What is done about surveys and on the board."""

from qingmiao.cultivation.needs.services.board import (
    cite_needs,
    lift_need,
    merge_need,
    propose_need,
    read_need,
    unvote_need,
    vote_need,
)
from qingmiao.cultivation.needs.services.question import (
    add_question,
    change_question,
    remove_question,
)
from qingmiao.cultivation.needs.services.survey import (
    answer_survey,
    close_due,
    close_survey,
    forget_draft,
    open_survey,
    remind_silent,
    tell_new_closing,
)

__all__ = [
    "add_question",
    "answer_survey",
    "change_question",
    "cite_needs",
    "close_due",
    "close_survey",
    "forget_draft",
    "lift_need",
    "merge_need",
    "open_survey",
    "propose_need",
    "read_need",
    "remind_silent",
    "remove_question",
    "tell_new_closing",
    "unvote_need",
    "vote_need",
]
