"""What may be told of a box: never anything about fewer than k sheets, nor what a subtraction would give.

There is one publication, after the closing. It is a partition of the sheets for each question into cells of
none or at least k, so whatever is added to or taken from whatever, the rest is none or at least k again.
That nothing follows from the choice of the partition either is shown for all small boxes by the tests.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from qingmiao.engines.ballots.contracts import Cell, Group, Line, Question, Sheet, Told
from qingmiao.engines.ballots.enums import MARKS, Asked

YES, NO = "yes", "no"
LONGEST, MOST_TEXTS = 200, 3
Parts = tuple[tuple[str, ...], ...]
LADDER: tuple[Parts, ...] = (
    tuple((mark,) for mark in MARKS),
    (("1", "2"), ("3",), ("4",), ("5",)),
    (("1", "2"), ("3",), ("4", "5")),
    (("1", "2", "3"), ("4",), ("5",)),
    (("1", "2", "3"), ("4", "5")),
    (("1", "2"), ("3", "4", "5")),
)
"""How the steps of a scale are told, from fine to coarse; after the last nothing is told but the number."""


def merged(counts: Mapping[str, int], k: int) -> Parts:
    """Names told together, where their order means nothing.

    Whatever fewer than k chose goes together, also what nobody chose. Where the sum would still be too small,
    or so large that each of them must be k-1, the smallest of the others join, and all that are equally small:
    whoever knows these rules learns from the merging no more than from the sum.
    """
    small = [name for name in counts if counts[name] < k]
    others = sorted((name for name in counts if counts[name] >= k), key=lambda name: counts[name])
    if not any(counts[name] for name in small):
        return tuple((name,) for name in counts)
    if others and not k <= sum(counts[name] for name in small) < len(small) * (k - 1):
        least = counts[others[0]]
        small += [name for name in others if counts[name] == least]
        others = [name for name in others if counts[name] > least]
    together = tuple(name for name in counts if name in small)
    return (*((name,) for name in counts if name in others), together)


def banded(counts: Mapping[str, int], k: int) -> Parts:
    """Steps of a scale told together: the first of the fixed ways that holds, whatever the counts are."""
    for parts in LADDER:
        held = (sum(counts[step] for step in part) for part in parts)
        if all(count == 0 or count >= k for count in held):
            return parts
    return (tuple(counts),)


def told_of(questions: Sequence[Question], sheets: Sequence[Sheet], *, k: int) -> Told | None:
    """Everything that may be told, or nothing where fewer than k answered."""
    if len(sheets) < k:
        return None
    groups = _groups(sheets, k)
    lines = [
        line for each in questions if each.kind != Asked.TEXT
        for line in _lines(each, sheets, groups, k)
    ]  # fmt: skip
    texts = {
        each.name: tuple(
            sorted({text for sheet in sheets for text in sheet.said.get(each.name, ())})
        )
        for each in questions
        if each.kind == Asked.TEXT
    }
    return Told(answers=len(sheets), groups=groups, lines=tuple(lines), texts=texts)


def _groups(sheets: Sequence[Sheet], k: int) -> tuple[Group, ...]:
    """By size alone, so the merging tells nothing of what was said; a single group is no group."""
    sizes = Counter(sheet.group for sheet in sheets)
    sizes = Counter(dict(sorted(sizes.items())))
    found = tuple(
        Group(names=names, size=sum(sizes[name] for name in names)) for names in merged(sizes, k)
    )
    return found if len(found) > 1 else ()


def _lines(
    question: Question, sheets: Sequence[Sheet], groups: tuple[Group, ...], k: int
) -> Iterator[Line]:
    """A multiple choice is as many questions as it has options: chosen, or not."""
    if question.kind == Asked.MULTIPLE:
        for option in question.options:
            said = [
                (sheet.group, YES if option in sheet.said.get(question.name, ()) else NO)
                for sheet in sheets
            ]
            yield _line(question.name, option, (YES, NO), said, groups, k, is_scale=False)
        return
    options = MARKS if question.kind == Asked.SCALE else question.options
    said = [(sheet.group, sheet.said[question.name][0]) for sheet in sheets]
    is_scale = question.kind == Asked.SCALE
    yield _line(question.name, "", options, said, groups, k, is_scale=is_scale)


def _line(
    question: str,
    option: str,
    options: Sequence[str],
    said: Sequence[tuple[str, str]],
    groups: tuple[Group, ...],
    k: int,
    *,
    is_scale: bool,
) -> Line:
    counts = dict.fromkeys(options, 0) | Counter(what for _group, what in said)
    parts = banded(counts, k) if is_scale else merged(counts, k)
    cells = []
    for names in parts:
        inside = Counter(group for group, what in said if what in names)
        by_group = tuple(sum(inside[name] for name in group.names) for group in groups)
        cells.append(Cell(options=names, count=inside.total(), by_group=by_group))
    if not all(count == 0 or count >= k for cell in cells for count in cell.by_group):
        cells = [Cell(options=cell.options, count=cell.count) for cell in cells]
    return Line(question=question, option=option, cells=tuple(cells))


def flaws_of_sheet(
    questions: Iterable[Question], said: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Every reason why a sheet cannot be taken."""
    asked = list(questions)
    if set(said) - {each.name for each in asked}:
        yield _("答卷里有没有问到的题目")
    if not any(said.get(each.name) for each in asked):
        yield _("请至少回答一题")
    for each in asked:
        for flaw in _flaws_of(each, said.get(each.name, ())):
            yield f"{each.label}：{flaw}"


def _flaws_of(question: Question, said: Sequence[str]) -> Iterator[str]:
    if question.kind == Asked.TEXT:
        if len(said) > MOST_TEXTS or any(len(text) > LONGEST for text in said):
            yield _("最多写 %(most)d 条，每条不超过 %(longest)d 字") % {
                "most": MOST_TEXTS,
                "longest": LONGEST,
            }
        return
    offered = MARKS if question.kind == Asked.SCALE else question.options
    if len(set(said)) != len(said) or set(said) - set(offered):
        yield _("所选不在选项之内")
    if question.kind == Asked.MULTIPLE:
        if question.most and len(said) > question.most:
            yield _("最多选 %(most)d 项") % {"most": question.most}
    elif len(said) != 1:
        yield _("请选一项")
