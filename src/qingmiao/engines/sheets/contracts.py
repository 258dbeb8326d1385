from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one workbook may hold. Bytes are counted as they inflate, not as they are declared."""

    size: int = 30 << 20
    inflated: int = 120 << 20
    ratio: int = 200
    members: int = 2000
    rows: int = 120_000
    columns: int = 256


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged block, both corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as text, stripped, row by row; `rows[0]` is the sheet's first row whatever it holds."""

    name: str
    rows: Sequence[Sequence[str]] = ()
    merged: Sequence[Merged] = ()

    def filled(self, row: int) -> list[str]:
        """One row with every merged block that crosses it filled with the block's text."""
        cells = list(self.rows[row])
        for block in self.merged:
            if block.top <= row <= block.bottom:
                text = _cell(self.rows, block.top, block.left)
                cells.extend([""] * (block.right + 1 - len(cells)))
                for column in range(block.left, block.right + 1):
                    cells[column] = text
        return cells


@dataclass(frozen=True, slots=True)
class Header:
    """Where the labels stand: the last row of them, and one label a column ("" for none).

    A label under a wider one carries both, as in 「全日制教育/学历」.
    """

    row: int
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One workbook. Most callers want the first sheet that holds anything: `rows`, or `records(header)`."""

    sheets: Sequence[Sheet] = field(default_factory=tuple)

    @property
    def sheet_names(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets)

    @property
    def first(self) -> Sheet:
        return next((sheet for sheet in self.sheets if sheet.rows), self.sheets[0])

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        return self.first.rows

    def records(self, header: Header) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Rows below the header as (row number as the program shows it, label → text).

        Empty rows are passed over; a label that stands twice is heard once, on the left.
        """
        places = {label: at for at, label in reversed(list(enumerate(header.labels))) if label}
        for at in range(header.row + 1, len(self.rows)):
            cells = self.rows[at]
            if any(cells):
                yield (
                    at + 1,
                    {
                        label: cells[column] if column < len(cells) else ""
                        for label, column in places.items()
                    },
                )


def _cell(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    if row >= len(rows) or column >= len(rows[row]):
        return ""
    return rows[row][column]
