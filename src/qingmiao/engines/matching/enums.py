from enum import StrEnum


class Status(StrEnum):
    """How far the answer is proved."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """What solved it: plain assignment, or integer programming where limits are given."""

    ASSIGNMENT = "assignment"
    PROGRAM = "program"


class Fill(StrEnum):
    """Must the smaller side be placed whole, or as many as the rules allow?"""

    ALL = "all"
    MOST = "most"


class Why(StrEnum):
    """Why a person is where he is, or nowhere."""

    PINNED = "pinned"
    ONLY = "only"
    CHEAPEST = "cheapest"
    OTHERS = "others"
    FORBIDDEN = "forbidden"
    DEARER = "dearer"
    LIMIT = "limit"
    PLACES = "places"


class RuleKind(StrEnum):
    """The rules that can stand in each other's way."""

    FORBIDDEN = "forbidden"
    PINNED = "pinned"
    COUNT_MIN = "count-min"
    LIMIT_MAX = "limit-max"
    LIMIT_MIN = "limit-min"


class Fault(StrEnum):
    """Why a question cannot be read."""

    NOT_JSON = "not-json"
    TWICE_NAMED = "twice-named"
    OBJECT = "object"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown-field"
    LIST = "list"
    EMPTY = "empty"
    TOO_MANY = "too-many"
    ID = "id"
    ID_TWICE = "id-twice"
    ROWS = "rows"
    ROW_LENGTH = "row-length"
    NUMBER = "number"
    PAIR = "pair"
    NO_PERSON = "no-person"
    NO_OPENING = "no-opening"
    PAIR_TWICE = "pair-twice"
    WHOLE = "whole"
    COUNTS_LENGTH = "counts-length"
    RANGE = "range"
    LIMIT_OBJECT = "limit-object"
    LIMIT_SAYS_NOTHING = "limit-says-nothing"
    LIMIT_NAME = "limit-name"
    FILL = "fill"
    PINNED_FORBIDDEN = "pinned-forbidden"
