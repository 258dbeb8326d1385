"""The form of a notice: at most six steps, and nothing that the dossier already knows."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from qingmiao.rulebook.engine import Articles
from qingmiao.selection.nominations.contracts import Question
from qingmiao.selection.nominations.enums import AskedOf, QuestionKind, Route, Step


def options_in(text: str) -> tuple[str, ...]:
    """The options of a choice as one writes them in one line, each once."""
    plain = text.replace("，", "、").replace(",", "、").replace("；", "、")
    return tuple(dict.fromkeys(option.strip() for option in plain.split("、") if option.strip()))


def flaws_of_question(
    *, is_frozen: bool, label: str, kind: str, options: str, articles: Articles
) -> Iterator[str]:
    if is_frozen:
        yield _("通知发布之后表单不再变动，已填的人不必重填")
    known = [word for word in articles["dossier_knows"].value if word in label]
    if known:
        yield _("档案里已有「%(words)s」，表单不再重复询问") % {"words": "、".join(known)}
    if kind == QuestionKind.CHOICE and not 1 < len(options_in(options)) <= 12:
        yield _("单选题须有 2 至 12 个选项，用顿号隔开")


def is_asked_of(asked_of: str, route: str) -> bool:
    return asked_of == AskedOf.BOTH or asked_of == route


def steps_of(
    *, route: str, referees_at_least: int, asks_wishes: bool, questions: Iterable[Question]
) -> tuple[Step, ...]:
    """The steps this form has for this route, in their order, the check at the end."""
    asked = {question.step for question in questions}
    leave_out = set()
    if not referees_at_least and Step.REFEREES not in asked:
        leave_out.add(Step.REFEREES)
    if not (asks_wishes and route == Route.SELF):
        leave_out.add(Step.WISHES)
    if Step.EXTRA not in asked:
        leave_out.add(Step.EXTRA)
    return tuple(step for step in Step if step not in leave_out)
