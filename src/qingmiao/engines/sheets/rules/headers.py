"""Finds the row of labels under titles and merged cells."""

from collections.abc import Callable, Collection

from qingmiao.engines.sheets.contracts import Header, Merged, Sheet

LOOK = 12
"""Titles, units and dates of filling stand above the labels; more than this many rows never do."""


def plain(label: str) -> str:
    """A label without blanks, line breaks, a required-mark and full-width brackets."""
    return (
        "".join(label.split())
        .replace("\u3000", "")
        .strip("*＊")
        .replace("（", "(")
        .replace("）", ")")
    )


def header_of(sheet: Sheet, known: Collection[str] | Callable[[str], bool]) -> Header | None:
    """The row most of whose labels are known, joined with the row above where that one is merged."""
    knows = known if callable(known) else {plain(label) for label in known}.__contains__
    best: tuple[int, int, list[str]] | None = None
    for at in range(min(LOOK, len(sheet.rows))):
        for labels in (_joined(sheet, at), [plain(cell) for cell in sheet.filled(at)]):
            heard = len({label for label in labels if label and _known(label, knows)})
            if heard and (best is None or heard > best[0]):
                best = (heard, at, labels)
    if best is None:
        return None
    _, at, labels = best
    return Header(row=_last_row(sheet, at), labels=labels)


def _joined(sheet: Sheet, at: int) -> list[str]:
    lower = [plain(cell) for cell in sheet.filled(at)]
    if at == 0:
        return lower
    upper = [plain(cell) for cell in sheet.filled(at - 1)]
    upper += [""] * (len(lower) - len(upper))
    wide = _wide(sheet, at - 1)
    return [
        f"{above}/{below}"
        if above and below and above != below and column in wide
        else below or above
        for column, (above, below) in enumerate(zip(upper, lower, strict=False))
    ]


def _known(label: str, knows: Callable[[str], bool]) -> bool:
    return knows(label) or knows(label.rpartition("/")[2])


def _wide(sheet: Sheet, row: int) -> set[int]:
    """Columns under a block that spans several columns but not the whole sheet (that is a title)."""
    width = max((len(cells) for cells in sheet.rows), default=0)
    columns: set[int] = set()
    for block in sheet.merged:
        span = block.right - block.left + 1
        if block.top <= row <= block.bottom and 1 < span < max(width, 2):
            columns.update(range(block.left, block.right + 1))
    return columns


def _last_row(sheet: Sheet, at: int) -> int:
    """Labels merged downwards push the first record below the lowest of them."""
    return max([at, *(block.bottom for block in sheet.merged if _covers(block, at))])


def _covers(block: Merged, row: int) -> bool:
    return block.top <= row <= block.bottom <= row + 2
