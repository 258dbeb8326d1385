"""成绩单 in words, and as the text its hash is taken of."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run, Table
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.engines.documents.rules.code import code, in_groups
from qingmiao.engines.documents.rules.sheet import heading_number, written_day
from qingmiao.selection.results.contracts import Panel, ResultPaper
from qingmiao.selection.results.rules.figures import figure

RANK, PLATE, NAME = "名次", "号牌", "姓名"  # not interface: printed
UNIT, TOTAL, NOTE = "单位", "总成绩", "说明"  # not interface: printed
SCORE, WENT_ON, SHORTLISTED, TIED = "成绩", "晋级", "入围", "并列"  # not interface: printed
SHEET = "成绩单"  # not interface: printed
COMPUTED = (
    "第{number}次计算（{purpose}），{at}，计算人{by}，计算程序{engine}。"  # not interface: printed
)
BY_PLATE = "姓名和单位尚未公布，本成绩单只列号牌。"  # not interface: printed
FORMULA = "计分公式（比武开始前冻结）"  # not interface: printed
TIES = "同分处理"  # not interface: printed
TOTALS = "评委总分"  # not interface: printed
SIGNED = "签名"  # not interface: printed
DROPPED = "方括号内是按规则去掉的最高分、最低分。"  # not interface: printed
TIE = "总成绩{total}：{entries}号，{order}。"  # not interface: printed
LISTS = "晋级名单"  # not interface: printed
LIST = "“{stage}”晋级名单按第{version}次决定：{entries}号。"  # not interface: printed
LOT = "抽签种子{seed}。"  # not interface: printed
BLANK = "＿＿＿＿＿＿"  # not interface: where somebody writes
HANDS = ("评委组组长", "计分人", "监督员", "见证人")  # not interface: printed
HAND = "{who}{blank}　日期{blank}"  # not interface: printed
HOW = "扫码或按查验编号，任何人可不登录核对本成绩单与系统记录是否一致。"  # not interface: printed
NUMBERED = "查验编号  {number}"  # not interface: printed
OF_SHEET, OF_MARKS = "成绩单指纹  ", "评分指纹  "  # not interface: printed
OF_RULE, OF_OUTPUT = "规则指纹  ", "结果指纹  "  # not interface: printed
IN_ORDER, AND, STILL_TIED = "依次为 ", "与", "仍并列"  # not interface: printed
SYMBOLS = "计分公式（符号）"  # not interface: printed
GROUP_SCORE = "本组得分"  # not interface: printed
WIDEST = 10
"""Judges that stand side by side in one table; more are continued in the next."""


def panels_of(output: Mapping[str, Any], precision: int) -> Iterator[Panel]:
    """Stage by stage and group by group: every judge's total as the rule made it of the marks."""
    found: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for line in output["entries"]:
        for stage in line["stages"]:
            for group in stage["groups"]:
                found.setdefault((stage["stage"], group["group"]), []).append(
                    (line["entry"], group)
                )
    for (stage, group), told in found.items():
        judges = sorted({one["judge"] for _plate, each in told for one in each["judges"]})
        rows = [_row(plate, each, judges, precision) for plate, each in told]
        yield Panel(
            stage=stage,
            group=group,
            judges=tuple(judges),
            rows=tuple(sorted(rows, key=lambda row: (len(row[0]), row[0]))),
            drops=any(one["dropped"] for _plate, each in told for one in each["judges"]),
        )


def _row(
    plate: str, group: Mapping[str, Any], judges: Sequence[str], precision: int
) -> tuple[str, ...]:
    given = {
        one["judge"]: f"[{figure(one['total'], precision)}]"
        if one["dropped"]
        else figure(one["total"], precision)
        for one in group["judges"]
    }
    return (plate, *(given.get(one, "—") for one in judges), figure(group["score"], precision))


def ties_of(output: Mapping[str, Any], precision: int) -> Iterator[str]:
    """Each tie and how the chain parted it, in the order it did."""
    for tie in output["ties"]:
        yield TIE.format(
            total=figure(tie["total"], precision),
            entries="、".join(tie["entries"]),
            order=IN_ORDER + "，".join(AND.join(place) for place in tie["order"])
            if len(tie["order"]) > 1
            else STILL_TIED,
        )


def text_of(paper: ResultPaper) -> str:
    """Everything that stands on the paper, a line each: what the hash printed on it is taken of."""
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\n").writerow
    write([SHEET, paper.contest, paper.stage, paper.organizer])
    write([paper.number, paper.purpose, paper.computed_at.isoformat(), paper.computed_by])
    write([paper.engine, paper.rule_digest, paper.marks_digest, paper.output_digest, paper.seed])
    for row in (paper.head, *paper.rows):
        write(row)
    write([paper.formula])
    write([paper.symbols])
    for told in (*paper.lists, *paper.ties):
        write([told])
    for panel in paper.panels:
        write([panel.stage, panel.group, *panel.judges])
        for row in panel.rows:
            write(row)
    return file.getvalue()


def document_of(paper: ResultPaper, *, number: str, digest: str, address: str) -> OfficialDocument:
    """The paper as it is signed: result, formula, ties, totals, places for four hands, and the code."""
    first = COMPUTED.format(
        number=paper.number,
        purpose=paper.purpose,
        at=written_day(paper.computed_at.date()) + f"{paper.computed_at:%H:%M}",
        by=paper.computed_by,
        engine=paper.engine,
    )
    parts: list[tuple[str, list[Paragraph | Table]]] = [
        (SCORE, [_result(paper)]),
        (FORMULA, [_body(paper.formula), _symbols(paper)]),
    ]
    if paper.lists:
        parts.append((LISTS, [_body(one) for one in paper.lists]))
    if paper.ties or paper.seed:
        told = [*paper.ties, *([LOT.format(seed=paper.seed)] if paper.seed else [])]
        parts.append((TIES, [_body(one) for one in told]))
    if paper.panels:
        tables: list[Paragraph | Table] = [_body(DROPPED)] if _drops(paper) else []
        parts.append((TOTALS, tables + [t for panel in paper.panels for t in _tables(panel)]))
    parts.append((SIGNED, [_body(HAND.format(who=who, blank=BLANK)) for who in HANDS]))
    blocks: list[Paragraph | Table] = [_body(first + ("" if paper.is_named else BY_PLATE))]
    for position, (heading, inside) in enumerate(parts, 1):
        blocks += [_heading(heading_number(position) + heading), *inside]
    return OfficialDocument(
        title=paper.stage + SHEET,
        subtitle=paper.contest,
        paragraphs=tuple(blocks),
        signature=paper.organizer,
        dated=paper.computed_at.date(),
        code=code(address, *_beside(paper, number, digest), address),
    )


def _beside(paper: ResultPaper, number: str, digest: str) -> Iterator[str]:
    yield HOW
    yield NUMBERED.format(number=number)
    yield OF_SHEET + in_groups(digest)
    yield OF_MARKS + in_groups(paper.marks_digest)
    yield OF_RULE + in_groups(paper.rule_digest)
    yield OF_OUTPUT + in_groups(paper.output_digest)


def _symbols(paper: ResultPaper) -> Table:
    """A step of the formula in a row, so that each can be pointed at."""
    return Table(
        head=(SYMBOLS,),
        rows=tuple((one,) for one in paper.symbols.split("; ")),
        widths=(1.0,),
        words=frozenset([0]),
    )


def _drops(paper: ResultPaper) -> bool:
    return any(panel.drops for panel in paper.panels)


def _result(paper: ResultPaper) -> Table:
    wide = {NAME: 2.2, UNIT: 4.5, NOTE: 2.2, RANK: 1.6, PLATE: 1.2}
    return Table(
        head=paper.head,
        rows=paper.rows,
        widths=tuple(wide.get(name, 2.2) for name in paper.head),
        words=frozenset(at for at, name in enumerate(paper.head) if name in (NAME, UNIT)),
    )


def _tables(panel: Panel) -> Iterator[Table]:
    """One table, or several where more judges sit in a group than stand side by side."""
    title = " · ".join(one for one in (panel.stage, panel.group) if one)
    for begin in range(0, len(panel.judges), WIDEST):
        judges = panel.judges[begin : begin + WIDEST]
        is_last = begin + WIDEST >= len(panel.judges)
        head = (PLATE, *judges, *([GROUP_SCORE] if is_last else []))
        yield Table(
            title=title,
            head=head,
            rows=tuple(
                (row[0], *row[1 + begin : 1 + begin + len(judges)], *(row[-1:] if is_last else ()))
                for row in panel.rows
            ),
            widths=(1.6, *(2.0 for _judge in judges), *([2.2] if is_last else [])),
        )


def _heading(text: str) -> Paragraph:
    return Paragraph(kind=ParagraphKind.HEADING, runs=(Run(text=text, face=Face.HEADING),))


def _body(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))
