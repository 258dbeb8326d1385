"""What the ledger tells: stories of subjects, the entries as they are committed to, the tree."""

from qingmiao.ledger.queries.heads import (
    head_over,
    heads,
    latest_head,
    latest_verification,
    verifications,
    waiting,
)
from qingmiao.ledger.queries.story import entries, entries_about, entries_of, line_of, story_of

__all__ = [
    "entries",
    "entries_about",
    "entries_of",
    "head_over",
    "heads",
    "latest_head",
    "latest_verification",
    "line_of",
    "story_of",
    "verifications",
    "waiting",
]
