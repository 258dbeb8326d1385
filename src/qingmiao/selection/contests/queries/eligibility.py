"""Facts of a person for the articles of a contest, and what the articles say of them."""

from datetime import date

from qingmiao.people.dossiers.models import Person
from qingmiao.rulebook.engine import Assessment
from qingmiao.rulebook.library import regulation
from qingmiao.selection.contests.contracts import EligibilityFacts, Judged
from qingmiao.selection.contests.enums import ExemptionState
from qingmiao.selection.contests.models import Contest, Entry, Exemption
from qingmiao.selection.contests.rules.eligibility import ELIGIBILITY, row_of


def eligibility_facts(*, person: Person, contest: Contest, on: date) -> EligibilityFacts:
    return EligibilityFacts(
        on=on,
        kind=contest.kind,
        oldest=contest.oldest or 0,
        months_in_post=contest.months_in_post or 0,
        asks_face=contest.asks_face,
        asks_schooling=contest.asks_schooling,
        birth=person.birth,
        standing=person.standing,
        standing_label=person.get_standing_display(),
        level=person.level,
        level_label=person.get_level_display(),
        post=person.post_text,
        post_since=person.post_since,
        political_face=person.political_face,
        political_label=person.get_political_face_display(),
        schooling=person.schooling,
        schooling_label=person.get_schooling_display(),
    )


def assessment(*, person: Person, contest: Contest, on: date) -> Assessment:
    """What the articles of the day say of the person, all of them at once."""
    facts = eligibility_facts(person=person, contest=contest, on=on)
    return ELIGIBILITY.assess(facts, articles=regulation(ELIGIBILITY.regulation).on(on))


def exempted(*, entry_id: int) -> dict[str, Exemption]:
    """Approved exemptions of an entry by article."""
    rows = Exemption.objects.filter(entry_id=entry_id, state=ExemptionState.APPROVED)
    return {row.provision: row for row in rows}


def judged(
    *, person: Person, contest: Contest, on: date, entry: Entry | None = None
) -> list[Judged]:
    """Every article with what it found, the row it was read from, and who exempted from it."""
    facts = eligibility_facts(person=person, contest=contest, on=on)
    articles = regulation(ELIGIBILITY.regulation).on(on)
    spared = exempted(entry_id=entry.pk) if entry is not None else {}
    lines = []
    for finding in ELIGIBILITY.assess(facts, articles=articles).findings:
        row, tab = row_of(finding.provision, facts)
        by = spared.get(finding.provision)
        lines.append(
            Judged(
                finding=finding,
                row=row,
                tab=tab,
                exempted=f"{by.decided_by}：{by.note}" if by else "",
            )
        )
    return lines
