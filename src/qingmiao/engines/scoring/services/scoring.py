"""The official result, from raw rows and the frozen rule. The site and the command ask the same."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from qingmiao.engines.lottery.contracts import Draw
from qingmiao.engines.lottery.rules.draw import commitment_of
from qingmiao.engines.scoring.contracts import (
    Book,
    EntryResult,
    Flaw,
    Mark,
    Result,
    Rule,
    Stage,
    StageScore,
)
from qingmiao.engines.scoring.enums import By, Passing, Status
from qingmiao.engines.scoring.rules import marks as mark_rules
from qingmiao.engines.scoring.rules import ranking, reading, sentences, totals
from qingmiao.kernel.errors import Refused


class NotScored(Refused):
    """Rule or marks do not allow a result. Each flaw says where it stands and what to do."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__(told(flaw) for flaw in self.flaws)


def told(flaw: Flaw) -> str:
    place = [_("第 %(row)s 行") % {"row": flaw.row}] if flaw.row else []
    place += [flaw.field] if flaw.field else []
    return (
        _("%(place)s：%(message)s") % {"place": " ".join(place), "message": flaw.message}
        if (place)
        else flaw.message
    )


def read_rule(text: str) -> Rule:
    rule = reading.rule_of(text)
    if isinstance(rule, Rule):
        return rule
    raise NotScored(rule)


def read_marks(content: bytes) -> list[Mark]:
    read = mark_rules.marks_of(content)
    if read.flaws:
        raise NotScored(read.flaws)
    return list(read.marks)


def score_files(rule_text: str, content: bytes, *, seed: str = "") -> tuple[Rule, Book, Result]:
    """The rule's reasons first; then the file's cells and what they say, all at once."""
    rule = read_rule(rule_text)
    read = mark_rules.marks_of(content)
    book, flaws = mark_rules.book_of(read.marks, rule, read.doubtful)
    if flaws or read.flaws:
        raise NotScored(
            sorted([*read.flaws, *flaws], key=lambda one: (one.row is None, one.row or 0))
        )
    return rule, book, score_book(rule, book, seed=seed)


def score_marks(rule: Rule, marks: Iterable[Mark], *, seed: str = "") -> Result:
    book, flaws = mark_rules.book_of(marks, rule)
    if flaws:
        raise NotScored(flaws)
    return score_book(rule, book, seed=seed)


def score_book(rule: Rule, book: Book, *, seed: str = "") -> Result:
    """Stage after stage, then totals, ranks and ties; refuses with every flaw it meets.

    Whoever left after going on keeps the place held then, so nobody follows who was not there; ranked no more.
    """
    secret = _secret(rule, seed)
    flaws: list[Flaw] = []
    reached: dict[str, list[StageScore]] = {}
    status: dict[str, Status] = {}
    going = set(book.entries(rule.stages[0].key))
    for number, stage in enumerate(rule.stages):
        scores, few = totals.stage_scores(book, stage, rule)
        flaws += few + _strangers(book, stage, going, scores)
        scores = ranking.stage_ranks({e: s for e, s in scores.items() if e in going}, rule)
        following = rule.stages[number + 1 :]
        passing = ranking.advancing(scores, stage, rule)
        if decided := rule.decision(stage.key):
            passing = {e for e in decided.entries if e in scores and not scores[e].vetoes}
        elif following and stage.advance.kind is Passing.DECISION:
            passing &= set(book.entries(following[0].key))
        for entry, one in scores.items():
            reached.setdefault(entry, []).append(replace(one, advances=entry in passing))
            if one.vetoes:
                status[entry] = Status.VETOED
            elif entry not in passing:
                status[entry] = Status.NOT_ADVANCED
        gone = {entry for entry, last in rule.left if last == stage.key}
        status |= dict.fromkeys(gone & scores.keys(), Status.WITHDRAWN)
        going = passing - gone
    if flaws:
        raise NotScored(flaws)
    results = [_entry(entry, scores, status, rule) for entry, scores in sorted(reached.items())]
    ordered, ties = ranking.ranked(results, rule, secret)
    return Result(
        entries=tuple(ordered),
        ties=tuple(ties),
        notes=tuple(_notes(rule, book, ties, secret)),
        formula=sentences.formula(rule),
    )


def _secret(rule: Rule, seed: str) -> bytes | None:
    """The seed of the lot, which must be the one committed to before anybody saw a mark."""
    lot = next((step for step in rule.ties if step.by is By.LOT), None)
    if not seed:
        return None
    if lot is None:
        raise NotScored([Flaw(_("规则没有约定抽签，不能给出种子"), field="ties")])
    try:
        secret = bytes.fromhex(seed)
    except ValueError as problem:
        raise NotScored([Flaw(_("种子应为十六进制"), field="seed")]) from problem
    if commitment_of(Draw(ranking.LOT, (), secret)) != lot.commitment:
        raise NotScored([Flaw(_("种子与规则中的承诺不符：请出示当初承诺的种子"), field="seed")])
    return secret


def _strangers(
    book: Book, stage: Stage, going: set[str], scores: dict[str, StageScore]
) -> list[Flaw]:
    entries = set(book.entries(stage.key))
    flaws = [
        Flaw(
            _("“%(entry)s”没有晋级“%(stage)s”环节，却有分数：请删去，或更正上一环节")
            % {"entry": entry, "stage": stage.key},
            field="stage",
        )
        for entry in sorted(entries - going)
    ]
    flaws += [
        Flaw(
            _("“%(entry)s”已晋级“%(stage)s”环节，却没有分数：请补打；退赛的请删去其全部分数")
            % {"entry": entry, "stage": stage.key},
            field="stage",
        )
        for entry in sorted(going - entries)
    ]
    return flaws


def _entry(
    entry: str, scores: list[StageScore], status: dict[str, Status], rule: Rule
) -> EntryResult:
    final = status.get(entry, Status.RANKED)
    exact = None
    if len(scores) == len(rule.stages):
        weights = {stage.key: Fraction(stage.weight) for stage in rule.stages}
        exact = sum((weights[one.stage] * one.score for one in scores), Fraction(0)) / 100
    return EntryResult(
        entry=entry,
        status=final,
        exact=exact,
        total=None if exact is None else totals.rounded(exact, rule.precision, rule.rounding),
        rank=None,
        stages=tuple(scores),
    )


def _notes(rule: Rule, book: Book, ties: list[ranking.TieTold], secret: bytes | None) -> list[str]:
    notes = []
    for stage in rule.stages:
        name = _("“%(key)s”环节") % {"key": stage.key} if stage.key else ""
        weights = sum(one.weight for one in stage.counting)
        if weights != 100:
            notes.append(
                name
                + _("要素权重之和是 %(total)s，已按比例折算") % {"total": sentences.plain(weights)}
            )
        for group, entries in book.panels[stage.key].items():
            sizes = {len(panel) for panel in entries.values()}
            if sizes and max(sizes) == 1:
                notes.append(
                    name
                    + _("只有一名评委打分，无从核对宽严和一致程度")
                    + (f"（{group}）" if group else "")
                )
            elif len(sizes) > 1:
                notes.append(
                    name
                    + _("各参赛号的评委人数不等：%(least)s–%(most)s 名")
                    % {"least": min(sizes), "most": max(sizes)}
                )
    notes += [
        _("“%(key)s”环节的晋级名单按第 %(version)s 次决定：%(entries)s")
        % {"key": one.stage, "version": one.version, "entries": "、".join(one.entries)}
        for one in rule.decided
    ]
    if any(tie.is_open for tie in ties):
        lot = any(step.by is By.LOT for step in rule.ties)
        notes.append(
            _("有并列未能分开：请当众公布抽签种子后重算")
            if lot and secret is None
            else _("有并列未能分开，名次并列：可由见证人在场抽签决定")
        )
    return notes
