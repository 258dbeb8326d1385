"""Who may evaluate a class, when, and when what was said may be shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from qingmiao.cultivation.learning.contracts.evaluation import Line, Question, Terms
from qingmiao.cultivation.learning.enums import Criterion
from qingmiao.rulebook.engine import Articles

MARKS = (1, 2, 3, 4, 5)
OF_THE_CLASS = (Criterion.CONTENT, Criterion.SERVICE, Criterion.USE)


def terms_of(articles: Articles, *, ends: date) -> Terms:
    return Terms(
        opens=ends,
        closes=ends + timedelta(days=int(articles["days_open"].value)),
        least=int(articles["least_answers"].value),
    )


def questions_for(teachers: Iterable[str]) -> list[Question]:
    """The class is asked of everybody who was there, a teacher only of whoever sat in front of that teacher."""
    asked = [Question(criterion=each, label=str(each.label), teacher="") for each in OF_THE_CLASS]
    teaching = Criterion.TEACHING
    return asked + [
        Question(criterion=teaching, label=f"{teaching.label}：{teacher}", teacher=teacher)
        for teacher in sorted(set(teachers))
    ]


def flaws_of_evaluation(
    *, was_there: bool, is_done: bool, terms: Terms, on: date, marks: Mapping[str, int],
    asked: Collection[str],
) -> Iterator[str]:  # fmt: skip
    if not was_there:
        yield _("您没有出勤这个班次的任何课次，不能评课")
    if is_done:
        yield _("您已经评过这个班次")
    if on < terms.opens:
        yield _("班次 %(day)s 结业，届时再评") % {"day": f"{terms.opens:%Y.%m.%d}"}
    if on > terms.closes:
        yield _("评课已于 %(day)s 截止") % {"day": f"{terms.closes:%Y.%m.%d}"}
    if set(marks) != set(asked) or not set(marks.values()) <= set(MARKS):
        yield _("每一项都要评分，从 1 到 5")


def withheld(*, answers: int, terms: Terms, on: date) -> str:
    """Why nothing is shown; the number of answers is not told either, or it could be watched growing."""
    if on <= terms.closes:
        return _("%(day)s 截止以后才公布，之前不显示份数") % {"day": f"{terms.closes:%Y.%m.%d}"}
    if answers < terms.least:
        return _("不足 %(least)d 份，为保护评课人不公布") % {"least": terms.least}
    return ""


def line_of(question: Question, counts: Mapping[int, int], *, least: int) -> Line:
    """A question fewer answered stays untold, even where the rest of the class is told."""
    spread = tuple(counts.get(mark, 0) for mark in MARKS)
    answers = sum(spread)
    if answers < least:
        return Line(question=question, average=None, spread=())
    total = sum(mark * count for mark, count in zip(MARKS, spread, strict=True))
    average = (Decimal(total) / answers).quantize(Decimal("0.01"))
    return Line(question=question, average=average, spread=spread)
