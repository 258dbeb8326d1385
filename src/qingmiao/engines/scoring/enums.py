from enum import StrEnum


class Kind(StrEnum):
    """How the judges of an entry become one figure."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"
    TRIMMED_MEAN_PER_CRITERION = "trimmed_mean_per_criterion"


class Missing(StrEnum):
    """What becomes of a sheet on which a required criterion has no mark."""

    REFUSE = "refuse"
    DROP_SHEET = "drop_sheet"
    REWEIGHT = "reweight"
    ZERO = "zero"


class Rounding(StrEnum):
    """What becomes of a half in the last place."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


class Passing(StrEnum):
    """Who goes on from a stage to the next."""

    ALL = "all"
    TOP = "top"
    CUT = "cut"
    DECISION = "decision"


class By(StrEnum):
    """What a step of the tie-break chain looks at."""

    UNROUNDED_TOTAL = "unrounded_total"
    UNTRIMMED_MEAN = "untrimmed_mean"
    MEDIAN = "median"
    STAGE = "stage"
    GROUP = "group"
    CRITERION = "criterion"
    LOT = "lot"


class Status(StrEnum):
    """Where an entry stands in the end."""

    RANKED = "ranked"
    VETOED = "vetoed"
    NOT_ADVANCED = "not_advanced"
    WITHDRAWN = "withdrawn"
