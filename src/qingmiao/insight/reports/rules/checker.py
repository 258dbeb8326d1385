"""What a reader of the speech would stumble over: parts larger than their whole, sums that do not
add up, one word with two meanings, words that promise more than the number holds."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from qingmiao.insight.figures.enums import Qualifier, Severity
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.figures.rules.display import wording_exceeds
from qingmiao.insight.reports.contracts import Contradiction, Facts

SUBSETS: Final = (
    ("F09", "P01"),
    ("F10", "P01"),
    ("F16", "P02"),
    ("F17", "P02"),
    ("F18", "P02"),
    ("F28", "F15"),
    ("F29", "P02"),
    ("F30", "P03"),
    ("F32", "F31"),
    ("F33", "F31"),
    ("F25", "F24"),
)
SUMS: Final = ((("F09", "F10"), "P01"), (("F16", "F17", "F18"), "P02"))
CHECKED: Final = tuple(
    dict.fromkeys(code for pair in SUBSETS for code in pair)
)  # whose rows the checker has to know one by one


def findings(facts: Facts) -> list[Contradiction]:
    """Contradictions first, then what is only worth knowing."""
    found = [
        *_subsets(facts),
        *_sums(facts),
        *_one_word_two_units(facts),
        *_names(facts),
        *_wordings(facts),
    ]
    return sorted(found, key=lambda finding: not finding.is_contradiction)


def _subsets(facts: Facts) -> Iterator[Contradiction]:
    for part, whole in SUBSETS:
        outside = facts.keys[part] - facts.keys[whole]
        if outside:
            yield _contradiction(
                (part, whole),
                _("%(part)s应包含在%(whole)s之内，却有 %(count)s 项不在其中")
                % {"part": _named(part), "whole": _named(whole), "count": len(outside)},
            )


def _sums(facts: Facts) -> Iterator[Contradiction]:
    for parts, whole in SUMS:
        total = sum(len(facts.keys[part]) for part in parts)
        union = frozenset[str]().union(*(facts.keys[part] for part in parts))
        words = {
            "parts": _("、").join(_named(part) for part in parts),
            "whole": _named(whole),
            "total": total,
            "count": len(facts.keys[whole]),
        }
        if total > len(union):
            yield _contradiction(
                (*parts, whole),
                _("%(parts)s相加为 %(total)s，其中有重复，与%(whole)s %(count)s 不等") % words,
            )
        elif total != len(facts.keys[whole]):
            rest = len(facts.keys[whole]) - total
            yield _notice(
                (*parts, whole),
                _("%(parts)s相加为 %(total)s，%(whole)s为 %(count)s，相差 %(rest)s 未计入任何一项")
                % (words | {"rest": rest}),
            )


def _one_word_two_units(facts: Facts) -> Iterator[Contradiction]:
    lecturers, lectures = facts.answers["F11"].value, facts.answers["F12"].value
    if facts.readings["lecturers"] == "persons":
        yield _contradiction(
            ("F11", "F12", "F13"),
            _(
                "“人次”一词两种计法：F11 的 %(lecturers)s 是人数，F13 的人次是次数；"
                "%(lectures)s 场宣讲至少有 %(lectures)s 人次，F11 宜写作“人”"
            )
            % {"lecturers": lecturers, "lectures": lectures},
        )
    elif lecturers < lectures:
        yield _contradiction(
            ("F11", "F12"),
            _("%(lectures)s 场宣讲至少有 %(lectures)s 人次，F11 只有 %(lecturers)s 人次")
            % {"lecturers": lecturers, "lectures": lectures},
        )


def _names(facts: Facts) -> Iterator[Contradiction]:
    for code, number in facts.named.items():
        if facts.answers[code].value != number:
            yield _contradiction(
                (code,),
                _("“%(phrase)s”名称中的数与实际 %(value)s 项不符")
                % {"phrase": DEFINITIONS[code].phrase, "value": facts.answers[code].value},
            )
    sizes = facts.answers["F23"]
    if not sizes.agrees:
        yield _contradiction(
            ("F23",),
            _("“%(phrase)s”名称中的数与码表条目数 %(value)s 不符")
            % {"phrase": DEFINITIONS["F23"].phrase, "value": sizes.shown},
        )
    topics = facts.answers["F14"]
    if not topics.agrees:
        yield _contradiction(
            ("F14",),
            _("讲话列出五项培训内容，有开班记录的只有 %(value)s 项")
            % {"value": topics.shown.rstrip("+")},
        )


def _wordings(facts: Facts) -> Iterator[Contradiction]:
    for code, answer in facts.answers.items():
        definition = DEFINITIONS[code]
        if not isinstance(answer.value, int | float) or definition.expected.endswith("+"):
            continue
        words = {
            "figure": _named(code),
            "expected": definition.expected,
            "shown": answer.shown,
            "value": answer.value,
        }
        if definition.qualifier != Qualifier.EXACT and wording_exceeds(
            definition.expected, answer.value
        ):
            yield _contradiction(
                (code,), _("%(figure)s：讲话写作“%(expected)s”，实际为 %(value)s，言过其实") % words
            )
        elif definition.qualifier == Qualifier.ROUNDED and float(answer.shown.rstrip("%")) > float(
            answer.value
        ):
            yield _notice(
                (code,), _("%(figure)s：“高达%(shown)s”是四舍五入，实际为 %(value)s%%") % words
            )
        if definition.qualifier == Qualifier.ROUNDED and answer.value > 100:
            yield _contradiction((code,), _("%(figure)s超过百分之百：%(value)s%%") % words)


def _named(code: str) -> str:
    return f"{code} {DEFINITIONS[code].title}"


def _contradiction(figures: tuple[str, ...], message: str) -> Contradiction:
    return Contradiction(severity=Severity.CONTRADICTION, figures=figures, message=message)


def _notice(figures: tuple[str, ...], message: str) -> Contradiction:
    return Contradiction(severity=Severity.NOTICE, figures=figures, message=message)
