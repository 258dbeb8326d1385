"""Facts of a person for the articles, and what the articles say of them."""

from datetime import date

from qingmiao.people.dossiers.models import Person
from qingmiao.rulebook.engine import Assessment
from qingmiao.rulebook.library import regulation
from qingmiao.selection.nominations.contracts import EligibilityFacts, Judged
from qingmiao.selection.nominations.enums import ExemptionState
from qingmiao.selection.nominations.models import Exemption, NominationEvent
from qingmiao.selection.nominations.rules.eligibility import ELIGIBILITY, row_of


def eligibility_facts(
    *, person: Person, event: NominationEvent, on: date, category: str = ""
) -> EligibilityFacts:
    return EligibilityFacts(
        on=on,
        category=category or (event.category.code if event.category else ""),
        birth=person.birth,
        sex=person.sex,
        ethnicity=person.ethnicity,
        standing=person.standing,
        standing_label=person.get_standing_display(),
        level=person.level,
        level_label=person.get_level_display(),
        rank=person.rank,
        rank_label=person.get_rank_display(),
        post=person.post_text,
        post_since=person.post_since,
        political_face=person.political_face,
        political_label=person.get_political_face_display(),
        schooling=person.schooling,
        schooling_label=person.get_schooling_display(),
        appraisals=tuple(
            (row.year, row.grade, row.get_grade_display())
            for row in person.appraisals.order_by("-year")[:5]
        ),
    )


def assessment(*, person: Person, event: NominationEvent, on: date) -> Assessment:
    facts = eligibility_facts(person=person, event=event, on=on)
    return ELIGIBILITY.assess(facts, articles=regulation(ELIGIBILITY.regulation).on(on))


def exempted(*, person_id: int, event_id: int) -> dict[str, Exemption]:
    """Approved exemptions by article."""
    rows = Exemption.objects.filter(
        event_id=event_id, person_id=person_id, state=ExemptionState.APPROVED
    )
    return {row.provision: row for row in rows}


def judged(*, person: Person, event: NominationEvent, on: date, category: str = "") -> list[Judged]:
    """Every article with what it found, the row it was read from, and who exempted from it.

    ``category``: the code of the one somebody is named for, where the notice asks for several.
    """
    facts = eligibility_facts(person=person, event=event, on=on, category=category)
    articles = regulation(ELIGIBILITY.regulation).on(on)
    spared = exempted(person_id=person.pk, event_id=event.pk)
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
