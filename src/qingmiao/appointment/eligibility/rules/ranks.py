"""职务与职级并行规定: step by step, after the months of the table, shortened by 优秀 and stopped by lesser years."""

from datetime import date

from django.utils.translation import gettext as _

from qingmiao.appointment.eligibility.contracts import Asked, Held
from qingmiao.appointment.eligibility.rules.periods import held_on
from qingmiao.appointment.eligibility.rules.posts import unknown
from qingmiao.appointment.eligibility.rules.words import duration, level_or_rank
from qingmiao.kernel.periods import union_months
from qingmiao.people.dossiers.enums import Grade
from qingmiao.rulebook.engine import Articles, Finding


def is_within_the_district(asked: Asked, articles: Articles) -> Finding:
    provision = articles["highest"]
    return provision.judge(
        holds=asked.target in provision.value,
        because=_("县（区）机关职级最高为二级调研员"),
    )


def has_served_the_rank(asked: Asked, articles: Articles) -> Finding:
    """Months at the rank or level below: every 优秀 within shortens what is wanted, lesser years do not count."""
    provision = articles["tenure"]
    facts = asked.facts
    if facts.levels is None or facts.ranks is None or facts.grades is None:
        return unknown(provision, _("任职层次、职级的起止或者年度考核"))
    held = (*facts.levels, *facts.ranks)
    best: tuple[int, str] | None = None
    for way in provision.value[asked.target]:
        spells = [h for h in held if h.code in way["held"] and h.begins <= asked.on]
        served, wanted = _served(asked, articles, spells), way["months"]
        shorter = _excellent(asked, spells) * int(articles["shortened"].value)
        wanted = max(wanted - shorter, 0) if spells else wanted
        because = _("任%(held)s计入 %(has)s，应满 %(wanted)s（优秀缩短 %(shorter)d 个月）") % {
            "held": "、".join(level_or_rank(code) for code in way["held"]),
            "has": duration(served),
            "wanted": duration(wanted),
            "shorter": shorter,
        }
        if best is None or served - wanted > best[0]:
            best = (served - wanted, because)
    over, because = best or (-1, "")
    return provision.judge(holds=over >= 0, because=because)


def _span(asked: Asked, spell: Held) -> tuple[date, date]:
    return spell.begins, min(spell.ends or asked.on, asked.on)


def _served(asked: Asked, articles: Articles, spells: list[Held]) -> int:
    stopped = [
        (date(year, 1, 1), date(year + 1, 1, 1))
        for year, grade in asked.facts.grades or ()
        if grade in articles["not_counted"].value
    ]
    spans = [_span(asked, spell) for spell in spells]
    lost = [
        (max(begins, off), min(ends, on))
        for begins, ends in spans
        for off, on in stopped
        if max(begins, off) < min(ends, on)
    ]
    return union_months(spans, on=asked.on) - union_months(lost, on=asked.on)


def _excellent(asked: Asked, spells: list[Held]) -> int:
    """Years of 优秀 that ended while the rank was held."""
    ends = [
        date(year + 1, 1, 1) for year, grade in asked.facts.grades or () if grade == Grade.EXCELLENT
    ]
    spans = [_span(asked, spell) for spell in spells]
    return sum(any(begins < end <= last for begins, last in spans) for end in ends)


def is_next_rank(asked: Asked, articles: Articles) -> Finding:
    provision = articles["next_step"]
    facts = asked.facts
    if facts.levels is None or facts.ranks is None:
        return unknown(provision, _("现任职务层次和职级"))
    steps = provision.value[asked.target]
    now = held_on((*facts.levels, *facts.ranks), on=asked.on)
    return provision.judge(
        holds=bool(now & set(steps)),
        because=_("%(target)s应由%(steps)s晋升")
        % {"target": asked.label, "steps": "、".join(level_or_rank(code) for code in steps)},
    )
