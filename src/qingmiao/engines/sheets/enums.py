from enum import StrEnum


class Kind(StrEnum):
    """How a column is written: its cells' type and their look."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    MONTH = "month"
    DATE = "date"
    MOMENT = "moment"


class Flaw(StrEnum):
    """Why a spreadsheet is not read; plain strings, for the sandbox never loads Django."""

    NOT_A_SHEET = "sheet-not-a-sheet"
    TOO_MANY_ROWS = "sheet-too-many-rows"
    TOO_MANY_COLUMNS = "sheet-too-many-columns"
    NO_HEADER = "sheet-no-header"
