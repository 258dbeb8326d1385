from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from qingmiao.stewardship.inspections import rules
from qingmiao.stewardship.inspections.contracts import CheckFacts, FindingFacts
from qingmiao.stewardship.inspections.enums import CheckState
from qingmiao.stewardship.inspections.models import Check, Finding
from qingmiao.stewardship.inspections.permissions import EXPLAIN_FINDINGS


def reasons_against_check(check: Check, on: date) -> Iterator[str]:
    """Why a check cannot stand: by the rules of procedure of its own day, and by the calendar."""
    facts = CheckFacts(
        inspectors=rules.names_in(check.inspectors),
        checked_on=check.checked_on,
        has_been_held=check.state != CheckState.PLANNED,
    )
    articles = regulation(rules.PROCEDURE.regulation).on(check.checked_on)
    for found in rules.PROCEDURE.assess(facts, articles=articles).findings:
        if found.verdict is Verdict.NOT_MET:
            yield found.told
    yield from rules.check_disagreements(facts, on=on)


def reasons_against_finding(finding: Finding, _on: date) -> Iterator[str]:
    facts = FindingFacts(
        checked_on=finding.check_visit.checked_on,
        has_been_held=finding.check_visit.state != CheckState.PLANNED,
        rectify_by=finding.rectify_by,
        verified_on=finding.verified_on,
    )
    yield from rules.finding_disagreements(facts)


def findings_about_me(*, actor: Actor) -> QuerySet[Finding]:
    """What inspections told about the actor, newest first: the only place where it is gathered."""
    rows = Finding.objects.standing().select_related("check_visit__unit", "phenomenon", "person")
    return EXPLAIN_FINDINGS.rows(actor, rows).order_by("-check_visit__checked_on", "-pk")
