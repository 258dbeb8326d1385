"""Marks as they come in: every cell that cannot count is named with its line, its field and the remedy."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Book, Criterion, Flaw, Mark, Rule, Stage
from qingmiao.engines.scoring.enums import Missing

COLUMNS: Final = ("entry", "judge", "criterion", "score")
OPTIONAL: Final = ("stage", "group")
NUMBER: Final = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: marks, flaws, and the sheets of flawed rows, which are not called incomplete too."""

    marks: tuple[Mark, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    doubtful: frozenset[tuple[str, str, str]] = frozenset()


def marks_of(content: bytes) -> Read:
    """Reads a CSV file, UTF-8 or as Chinese spreadsheets save it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    reader = csv.reader(io.StringIO(text))
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as problem:
        flaw = Flaw(_("读不出表格：%(why)s") % {"why": problem}, row=reader.line_num)
        return Read(flaws=(flaw,))
    if not rows:
        empty = _("文件是空的：第一行写 entry,judge,criterion,score，其下每行一个分数")
        return Read(flaws=(Flaw(empty),))
    header = [label.strip().lower() for label in rows[0][1]]
    if flaws := list(_header_flaws(header)):
        return Read(flaws=tuple(flaws))
    marks, flaws, doubtful = [], [], set()
    for line, cells in rows[1:]:
        record = dict.fromkeys(header, "") | {
            label: cell.strip() for label, cell in zip(header, cells, strict=False)
        }
        found = list(_cell_flaws(record, line))
        flaws += found
        if found:
            doubtful.add((record.get("stage", ""), record["entry"], record.get("judge", "")))
        else:
            marks.append(
                Mark(
                    row=line,
                    entry=record["entry"],
                    judge=record["judge"],
                    criterion=record["criterion"],
                    score=Decimal(record["score"]),
                    stage=record.get("stage", ""),
                    group=record.get("group", ""),
                )
            )
    if not rows[1:]:
        flaws.append(Flaw(_("只有表头，没有分数")))
    return Read(tuple(marks), tuple(flaws), frozenset(doubtful))


def _header_flaws(header: Sequence[str]) -> Iterator[Flaw]:
    for label in COLUMNS:
        if label not in header:
            yield Flaw(_("缺少“%(name)s”一列") % {"name": label}, row=1, field=label)
    for label in sorted({label for label in header if label and header.count(label) > 1}):
        yield Flaw(_("“%(name)s”一列出现了两次") % {"name": label}, row=1, field=label)
    for label in header:
        if label and label not in (*COLUMNS, *OPTIONAL):
            yield Flaw(
                _("不认识“%(name)s”一列：可有 %(known)s")
                % {"name": label, "known": ",".join((*COLUMNS, *OPTIONAL))},
                row=1,
                field=label,
            )


def _cell_flaws(record: dict[str, str], line: int) -> Iterator[Flaw]:
    for label in COLUMNS:
        if not record.get(label):
            yield Flaw(_("没有填写：请补上，或删去这一行"), row=line, field=label)
    score = record.get("score", "")
    if score and not is_number(score):
        yield Flaw(
            _("“%(text)s”不是分数：请写成 85 或 85.5") % {"text": score}, row=line, field="score"
        )


def is_number(text: str) -> bool:
    if not NUMBER.fullmatch(text):
        return False
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


# ---------------------------------------------------------------- against the rule
def book_of(
    marks: Iterable[Mark], rule: Rule, doubtful: Iterable[tuple[str, str, str]] = ()
) -> tuple[Book, list[Flaw]]:
    """Lays the marks out as the rule wants them, or says everything that stands in the way."""
    marks, unsure = list(marks), set(doubtful)
    stages, flaws = _stages_of(marks, rule)
    seen: dict[tuple[str, str, str, str], Mark] = {}
    groups: dict[tuple[str, str], Mark] = {}
    panels: dict[str, dict[str, dict[str, dict[str, dict[str, Decimal]]]]] = {}
    for mark, stage in zip(marks, stages, strict=True):
        if stage is None:
            unsure.add((mark.stage, mark.entry, mark.judge))
            continue
        group, found = _placed(mark, stage, seen, groups)
        flaws += found
        if found:
            unsure.add((mark.stage, mark.entry, mark.judge))
        else:
            panel = panels.setdefault(stage.key, {}).setdefault(group, {})
            sheet = panel.setdefault(mark.entry, {}).setdefault(mark.judge, {})
            sheet[mark.criterion] = mark.score
    book = Book(_sorted(panels, rule))
    flaws += _missing(book, rule, {(entry, judge) for _stage, entry, judge in unsure})
    return book, sorted(flaws, key=lambda one: (one.row is None, one.row or 0))


def _stages_of(marks: list[Mark], rule: Rule) -> tuple[list[Stage | None], list[Flaw]]:
    if len(rule.stages) == 1 and not rule.stages[0].key:
        named = sorted({mark.stage for mark in marks})
        if len(named) > 1:
            sentence = _("规则没有分环节，而分数分属 %(stages)s：请在规则中写明 stages 和各自权重")
            return [None] * len(marks), [
                Flaw(sentence % {"stages": "、".join(one or "—" for one in named)}, field="stage")
            ]
        return [rule.stages[0]] * len(marks), []
    flaws, stages = [], []
    known = "、".join(stage.key for stage in rule.stages)
    for mark in marks:
        stages.append(rule.stage(mark.stage))
        if stages[-1] is None:
            sentence = (
                _("规则里没有“%(key)s”这个环节；有：%(known)s")
                if mark.stage
                else _("没有写明环节：请填 stage，可填 %(known)s")
            )
            flaws.append(
                Flaw(sentence % {"key": mark.stage, "known": known}, row=mark.row, field="stage")
            )
    return stages, flaws


def _placed(
    mark: Mark,
    stage: Stage,
    seen: dict[tuple[str, str, str, str], Mark],
    groups: dict[tuple[str, str], Mark],
) -> tuple[str, list[Flaw]]:
    flaws = []
    known = [group.key for group in stage.groups]
    group = mark.group if known != [""] else ""
    if group not in known:
        sentence = (
            _("规则里没有“%(key)s”这个评委组；有：%(known)s")
            if group
            else _("没有写明评委组：请填 group，可填 %(known)s")
        )
        flaws.append(
            Flaw(sentence % {"key": group, "known": "、".join(known)}, row=mark.row, field="group")
        )
    first = groups.setdefault((stage.key, mark.judge), mark)
    if known != [""] and first.group != mark.group:
        flaws.append(
            Flaw(
                _("评委“%(judge)s”在第 %(row)s 行属于“%(group)s”：同一环节一名评委只属一组")
                % {"judge": mark.judge, "row": first.row, "group": first.group},
                row=mark.row,
                field="group",
            )
        )
    criterion = stage.criterion(mark.criterion)
    if criterion is None:
        flaws.append(
            Flaw(
                _("规则里没有“%(key)s”这项要素；有：%(known)s")
                % {"key": mark.criterion, "known": "、".join(one.key for one in stage.criteria)},
                row=mark.row,
                field="criterion",
            )
        )
    else:
        flaws += score_flaws(mark.score, criterion, mark.row)
    earlier = seen.setdefault((stage.key, mark.entry, mark.judge, mark.criterion), mark)
    if earlier is not mark:
        flaws.append(
            Flaw(
                _("与第 %(row)s 行重复（同一参赛号、评委、要素）：请只留一行")
                % {"row": earlier.row},
                row=mark.row,
                field="criterion",
            )
        )
    return group, flaws


def score_flaws(score: Decimal, criterion: Criterion, row: int | None = None) -> list[Flaw]:
    """What is wrong with one mark; the pad asks the same while it is typed."""
    if not criterion.low <= score <= criterion.high:
        sentence = _("%(score)s 超出“%(key)s”的量程 %(low)s–%(high)s：请改正")
    elif criterion.step and (score - criterion.low) % criterion.step:
        sentence = _("%(score)s 不是“%(key)s”最小单位 %(step)s 的整数倍：请改正")
    else:
        return []
    words = {
        "score": score, "key": criterion.key, "low": criterion.low, "high": criterion.high,
        "step": criterion.step,
    }  # fmt: skip
    return [Flaw(sentence % words, row=row, field="score")]


def _sorted(
    panels: dict[str, dict[str, dict[str, dict[str, dict[str, Decimal]]]]], rule: Rule
) -> dict[str, dict[str, dict[str, dict[str, dict[str, Decimal]]]]]:
    return {
        stage.key: {
            group.key: {
                entry: dict(sorted(panel.items()))
                for entry, panel in sorted(panels.get(stage.key, {}).get(group.key, {}).items())
            }
            for group in stage.groups
        }
        for stage in rule.stages
    }


def _missing(book: Book, rule: Rule, unsure: set[tuple[str, str]]) -> list[Flaw]:
    """Required marks that are not there, and entries a whole group of judges passed over."""
    flaws = []
    for stage in rule.stages:
        needed = [one.key for one in stage.criteria if one.is_required]
        judged: dict[str, set[str]] = defaultdict(set)
        for group, entries in book.panels[stage.key].items():
            for entry, panel in entries.items():
                judged[entry].add(group)
                for judge, sheet in panel.items():
                    gaps = [key for key in needed if key not in sheet]
                    known = (entry, judge) not in unsure
                    if gaps and known and rule.missing is Missing.REFUSE:
                        flaws.append(
                            Flaw(
                                _(
                                    "评委“%(judge)s”没有给“%(entry)s”的%(keys)s打分：请补打，或在规则中写明 missing"
                                )
                                % {"judge": judge, "entry": entry, "keys": "、".join(gaps)},
                                field=stage.key or "criterion",
                            )
                        )
        passed_over = {entry for entry, _judge in unsure}
        flaws += [
            Flaw(
                _("“%(groups)s”组没有评委给“%(entry)s”打分：请补打")
                % {"groups": "、".join(absent), "entry": entry},
                field=stage.key or "group",
            )
            for entry in sorted(judged.keys() - passed_over)
            if (absent := [one.key for one in stage.groups if one.key not in judged[entry]])
        ]
    return flaws
