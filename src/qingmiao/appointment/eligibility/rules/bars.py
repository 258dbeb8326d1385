"""What bars a promotion for a time: sanctions by regime, and the gate of the discipline body."""

from django.utils.translation import gettext as _

from qingmiao.appointment.eligibility.contracts import Asked
from qingmiao.appointment.eligibility.enums import Gate, Regime
from qingmiao.appointment.eligibility.rules.periods import last_day_barred
from qingmiao.rulebook.engine import Articles, Finding


def _sanctions(asked: Asked, articles: Articles, regime: Regime) -> Finding:
    provision = articles[regime.value]
    if asked.facts.sanctions is None:
        return provision.judge(holds=None, because=_("没有处分情况的材料，无法判定"))
    begun = [one for one in asked.facts.sanctions if one.begins <= asked.on]
    last = last_day_barred(begun, regime, articles)
    if last is None:
        return provision.judge(holds=True, because=_("没有处分、处理"))
    return provision.judge(
        holds=last < asked.on, because=_("影响期至 %(day)s") % {"day": f"{last:%Y.%m.%d}"}
    )


def civil(asked: Asked, articles: Articles) -> Finding:
    return _sanctions(asked, articles, Regime.CIVIL)


def institution(asked: Asked, articles: Articles) -> Finding:
    return _sanctions(asked, articles, Regime.INSTITUTION)


def party(asked: Asked, articles: Articles) -> Finding:
    return _sanctions(asked, articles, Regime.PARTY)


def organisation(asked: Asked, articles: Articles) -> Finding:
    return _sanctions(asked, articles, Regime.ORGANISATION)


def gate(asked: Asked, articles: Articles) -> Finding:
    """可用 or 暂缓, and never why."""
    provision = articles["gate"]
    facts = asked.facts
    if facts.gate is None:
        return provision.judge(holds=None, because=_("没有纪检监察机关的意见"))
    if facts.gate == Gate.OPEN:
        return provision.judge(holds=True, because=_("纪检监察机关意见：可用"))
    if facts.held_until is None:
        return provision.judge(holds=False, because=_("纪检监察机关意见：暂缓"))
    return provision.judge(
        holds=facts.held_until < asked.on,
        because=_("纪检监察机关意见：暂缓至 %(day)s") % {"day": f"{facts.held_until:%Y.%m.%d}"},
    )
