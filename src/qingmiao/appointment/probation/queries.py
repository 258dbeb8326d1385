from collections.abc import Iterator
from datetime import date

from qingmiao.appointment.cases.queries import is_appointed
from qingmiao.appointment.probation import rules
from qingmiao.appointment.probation.contracts import TrialFacts
from qingmiao.appointment.probation.enums import ProbationState
from qingmiao.appointment.probation.models import Probation
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation


def reasons_against_trial(trial: Probation, _on: date) -> Iterator[str]:
    """Why a trial cannot stand: by the article in force on the day it began, and by its own papers."""
    facts = TrialFacts(
        begins=trial.begins,
        planned_end=trial.planned_end,
        assessed_on=trial.assessed_on,
        is_confirmed=trial.state == ProbationState.CONFIRMED,
        is_running=trial.state == ProbationState.RUNNING,
        is_appointed=is_appointed(trial.appointment),
        appointed_on=trial.appointment.decided_on,
    )
    yield from rules.trial_disagreements(facts)
    articles = regulation(rules.TRIAL.regulation).on(trial.begins)
    for found in rules.TRIAL.assess(facts, articles=articles).findings:
        if found.verdict is Verdict.NOT_MET:
            yield found.told
