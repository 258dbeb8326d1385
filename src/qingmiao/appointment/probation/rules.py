"""任职试用期: how long it lasts, and when it may be concluded."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.appointment.probation.contracts import TrialFacts
from qingmiao.kernel.periods import whole_months
from qingmiao.rulebook.engine import Articles, Finding, Rulebook

AHEAD = timedelta(days=30)
"""How far ahead the desk looks for trials that end; a habit of work, not an article."""


def lasts_as_long_as_the_article_says(facts: TrialFacts, articles: Articles) -> Finding:
    provision = articles["trial_months"]
    months = whole_months(begins=facts.begins, on=facts.planned_end)
    return provision.judge(
        holds=months >= provision.value,
        because=_("试用期 %(months)d 个月，应满 %(least)d 个月（%(source)s%(article)s）")
        % {
            "months": months,
            "least": provision.value,
            "source": provision.source,
            "article": provision.article,
        },
    )


def is_confirmed_after_it_was_served(facts: TrialFacts, articles: Articles) -> Finding:
    """转正: only a trial served in full can be passed. A trial that still runs says nothing of it."""
    provision = articles["trial_months"]
    holds = None
    if facts.is_confirmed and facts.assessed_on:
        served = whole_months(begins=facts.begins, on=facts.assessed_on)
        holds = served >= provision.value
    return provision.judge(
        holds=holds,
        because=_("试用期未满 %(least)d 个月，不能转正（%(source)s%(article)s）")
        % {"least": provision.value, "source": provision.source, "article": provision.article},
    )


TRIAL: Rulebook[TrialFacts] = Rulebook(
    regulation="probation/trial",
    rules=(lasts_as_long_as_the_article_says, is_confirmed_after_it_was_served),
)


def trial_disagreements(facts: TrialFacts) -> Iterator[str]:
    if not facts.is_appointed:
        yield _("所属选任事项还没有到已任职，不能开始试用")
    if facts.begins < facts.appointed_on:
        yield _("试用开始不得早于任职决定日期")
    if facts.is_running and facts.assessed_on:
        yield _("试用中的不填考核日期，考核后请改为转正、延长或免职")
    if facts.assessed_on and facts.assessed_on < facts.begins:
        yield _("考核日期不得早于试用开始")


def due_window(*, on: date) -> tuple[date, date]:
    """The days within which a trial that ends is due: from today to as far as the desk looks."""
    return on, on + AHEAD
