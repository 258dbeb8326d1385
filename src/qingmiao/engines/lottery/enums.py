from enum import StrEnum


class SeedKind(StrEnum):
    """Where the seed comes from: one that was committed to, or shares of several parties together."""

    SINGLE = "single"
    SHARES = "shares"


class Fault(StrEnum):
    """Why a draw is not what it says it is."""

    NOT_JSON = "not-json"
    FORMAT = "format"
    FIELD = "field"
    LIST_EMPTY = "list-empty"
    LIST_TWICE = "list-twice"
    LIST_FORM = "list-form"
    SEED_SHORT = "seed-short"
    COMMITMENT = "commitment"
    SHARE = "share"
    SHARES_FEW = "shares-few"
    SHARES_TWICE = "shares-twice"
    ORDER = "order"
    TICKET = "ticket"
