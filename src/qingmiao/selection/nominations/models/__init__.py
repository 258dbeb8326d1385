"""Tables of a notice and its form, of nominations and their referees, of drafts, decisions and wishes."""

from qingmiao.selection.nominations.models.decision import GroupDecision
from qingmiao.selection.nominations.models.draft import Draft
from qingmiao.selection.nominations.models.event import (
    EventCategory,
    FormQuestion,
    NilReturn,
    NominationEvent,
    UnitQuota,
)
from qingmiao.selection.nominations.models.exemption import Exemption
from qingmiao.selection.nominations.models.nomination import Nomination
from qingmiao.selection.nominations.models.referee import Referee
from qingmiao.selection.nominations.models.wish import Wish

__all__ = [
    "Draft",
    "EventCategory",
    "Exemption",
    "FormQuestion",
    "GroupDecision",
    "NilReturn",
    "Nomination",
    "NominationEvent",
    "Referee",
    "UnitQuota",
    "Wish",
]
