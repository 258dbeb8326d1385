"""What every unit was given to fill in, month by month, from the records themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import UNIT_HANDS, ScopeKind
from qingmiao.insight.burden.contracts import (
    GivenForm,
    MonthBurden,
    Questions,
    Rates,
    UnitBurden,
)
from qingmiao.insight.burden.enums import FormKind
from qingmiao.insight.burden.permissions import READ_BURDEN
from qingmiao.insight.burden.rules import minutes_of, rates_in
from qingmiao.insight.figures.queries.statements import Statement, rows_of
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Unit
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.models import field_of
from qingmiao.rulebook.library import regulation
from qingmiao.selection.nominations.contracts import GivenToUnit
from qingmiao.selection.nominations.queries.asked import (
    form_sizes,
    notices_given,
    opinions_asked,
    recommendations_given,
)

_RECORDS = """
SELECT g.unit_id, date_trunc('month', e.written_at AT TIME ZONE %(zone)s)::date AS month,
       e.deed, count(*) AS copies
FROM ledger_entry e
JOIN access_rolegrant g ON g.account_id = e.actor_id AND g.role = ANY(%(roles)s)
 AND g.scope_kind = %(unit)s AND g.unit_id IS NOT NULL
 AND g.begins <= (e.written_at AT TIME ZONE %(zone)s)::date
 AND (g.ends IS NULL OR g.ends > (e.written_at AT TIME ZONE %(zone)s)::date)
WHERE e.door = 'web' AND e.deed = ANY(%(deeds)s)
  AND (e.written_at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s
  AND (e.deed, e.subject_id) NOT IN
      (SELECT * FROM unnest(%(hidden_deeds)s::text[], %(hidden_rows)s::bigint[]))
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
ZONE = "Asia/Shanghai"
OPINION = Questions(choice=1, long=1)
"""For or against, and why: what a unit is asked upon a self-nomination."""
NOMINATION_DEEDS = "nominations."
"""Nominations are counted from the forms themselves, not a second time from the ledger."""


def month_of(day: date) -> date:
    return day.replace(day=1)


def rates_on(*, on: date) -> Rates:
    return rates_in(regulation("burden/minutes").on(on))


def given_forms(*, actor: Actor, since: date, until: date) -> list[GivenForm]:
    """Every form the reader's units were given from ``since`` to ``until``, both included.

    Forms about the reader and the reader's kin are in no number.
    """
    rates = rates_on(on=until)
    mine = set(READ_BURDEN.rows(actor, Unit.objects.all()).values_list("pk", flat=True))
    found = [
        *_nomination_forms(rates, since, until, actor.confidential_ids),
        *_record_forms(rates, since, until, actor.confidential_ids),
    ]
    return [form for form in found if form.unit_id in mine]


def _nomination_forms(
    rates: Rates, since: date, until: date, but: Collection[int]
) -> Iterator[GivenForm]:
    recommended = recommendations_given(since=since, until=until, but=but)
    sizes = form_sizes(event_ids={one.event_id for one in recommended})
    yield from (
        _under_notice(FormKind.NOTICE, one, Questions(), rates)
        for one in notices_given(since=since, until=until)
    )
    yield from (
        _under_notice(FormKind.NOMINATION, one, Questions(**sizes[one.event_id]), rates)
        for one in recommended
    )
    yield from (
        _under_notice(FormKind.OPINION, one, OPINION, rates)
        for one in opinions_asked(since=since, until=until, but=but)
    )


def _under_notice(
    kind: FormKind, given: GivenToUnit, questions: Questions, rates: Rates
) -> GivenForm:
    is_notice = kind is FormKind.NOTICE
    return GivenForm(
        unit_id=given.unit_id,
        kind=kind,
        month=month_of(given.day),
        title=given.title,
        copies=given.copies,
        questions=questions.total * given.copies,
        minutes=minutes_of(questions, rates=rates, copies=given.copies, is_notice=is_notice),
        address=reverse("nominations:event-detail", args=[given.event_id]),
    )


def _record_forms(
    rates: Rates, since: date, until: date, but: Collection[int]
) -> Iterator[GivenForm]:
    written = {
        register.deeds["entered"].code: register
        for register in REGISTERS.values()
        if not register.is_read_only
        and not register.deeds["entered"].code.startswith(NOMINATION_DEEDS)
    }
    found = _records(sorted(written), since, until)
    if but:
        hidden = list(_rows_about(but, {row["deed"]: written[row["deed"]] for row in found}))
        found = _records(sorted(written), since, until, hidden) if hidden else found
    asked = {deed: _asks(written[deed]) for deed in {row["deed"] for row in found}}
    for row in found:
        register, questions = written[row["deed"]], asked[row["deed"]]
        yield GivenForm(
            unit_id=row["unit_id"],
            kind=FormKind.RECORD,
            month=row["month"],
            title=str(register.noun_title),
            copies=row["copies"],
            questions=questions.total * row["copies"],
            minutes=minutes_of(questions, rates=rates, copies=row["copies"]),
            address=reverse(register.url_name()),
        )


def _records(
    deeds: list[str], since: date, until: date, hidden: Sequence[tuple[str, int]] = ()
) -> list[dict[str, Any]]:
    return rows_of(
        Statement(
            sql=_RECORDS,
            values={
                "zone": ZONE,
                "roles": [str(role) for role in UNIT_HANDS],
                "unit": ScopeKind.UNIT.value,
                "deeds": deeds,
                "since": since,
                "until": until,
                "hidden_deeds": [deed for deed, _pk in hidden],
                "hidden_rows": [pk for _deed, pk in hidden],
            },
        )
    )


def _rows_about(people: Collection[int], written: dict[str, Register]) -> Iterator[tuple[str, int]]:
    """Records about some people, by the deed that entered them."""
    for deed, register in written.items():
        if register.about:
            rows = register.every().filter(**{f"{register.about}__in": people})
            yield from ((deed, pk) for pk in rows.values_list("pk", flat=True))


def _asks(register: Register) -> Questions:
    """How many questions the form of a register asks, by sort."""
    counts = {"short": 0, "long": 0, "choice": 0}
    for name in register.fields:
        field = field_of(register.model, name)
        if isinstance(field, models.TextField):
            counts["long"] += 1
        elif field.choices or isinstance(field, models.BooleanField):
            counts["choice"] += 1
        else:
            counts["short"] += 1
    return Questions(**counts)


def by_month(forms: Iterable[GivenForm]) -> list[MonthBurden]:
    """Newest month first."""
    months: dict[date, list[GivenForm]] = defaultdict(list)
    for form in forms:
        months[form.month].append(form)
    return [
        MonthBurden(
            month=month,
            copies=sum(form.copies for form in given),
            minutes=sum(form.minutes for form in given),
        )
        for month, given in sorted(months.items(), reverse=True)
    ]


def by_unit(forms: Iterable[GivenForm], *, by_kind: bool) -> list[UnitBurden]:
    """Units, or kinds of unit, with what they were given; the most burdened first."""
    given = list(forms)
    units = Unit.objects.in_bulk({form.unit_id for form in given})
    groups: dict[str, list[GivenForm]] = defaultdict(list)
    for form in given:
        unit = units[form.unit_id]
        groups[unit.kind if by_kind else str(unit.pk)].append(form)
    lines = [
        UnitBurden(
            code=code,
            label=units[members[0].unit_id].get_kind_display()
            if by_kind
            else str(units[members[0].unit_id]),
            units=len({form.unit_id for form in members}),
            copies=sum(form.copies for form in members),
            minutes=sum(form.minutes for form in members),
        )
        for code, members in groups.items()
    ]
    return sorted(lines, key=lambda line: (-line.minutes, line.label))


def told_unit(*, unit_id: int) -> str:
    unit = Unit.objects.filter(pk=unit_id).first()
    return str(unit) if unit else _("单位不详")


def unit_names(forms: Iterable[GivenForm]) -> dict[int, str]:
    """The units that were given any of the forms, in words."""
    units = Unit.objects.in_bulk({form.unit_id for form in forms})
    return {pk: str(unit) for pk, unit in units.items()}


def of_group(forms: Iterable[GivenForm], *, code: str) -> list[GivenForm]:
    """Forms of one unit (by its number), of one kind of unit (by its code), or all without a code."""
    given = list(forms)
    if not code:
        return given
    if code.isdecimal():
        return [form for form in given if form.unit_id == int(code)]
    kinds = dict(Unit.objects.filter(kind=code).values_list("pk", "kind"))
    return [form for form in given if form.unit_id in kinds]


def told_group(*, code: str) -> str:
    """The unit or the kind of unit in words; empty for all."""
    if code.isdecimal():
        return told_unit(unit_id=int(code))
    return str(dict(UnitKind.choices).get(code, ""))
