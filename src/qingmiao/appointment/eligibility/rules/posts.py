"""任用条例: what somebody must bring for a leading post, one article a function."""

from django.utils.translation import gettext as _

from qingmiao.appointment.eligibility.contracts import Asked
from qingmiao.appointment.eligibility.rules.periods import held_on, months_held
from qingmiao.appointment.eligibility.rules.words import duration, level_or_rank, month
from qingmiao.kernel.periods import calendar_months, months_after, union_months
from qingmiao.people.dossiers.rules.retirement import RETIREMENT, retirement_of
from qingmiao.rulebook.engine import Articles, Finding, NotInForce, Provision
from qingmiao.rulebook.library import regulation


def unknown(provision: Provision, what: str) -> Finding:
    return provision.judge(holds=None, because=_("档案没有写明%(what)s，无法判定") % {"what": what})


def wanted_of(provision: Provision, asked: Asked) -> int:
    """The number the article names for the target; one that names none says nothing about it."""
    wanted: int | None = provision.value.get(asked.target)
    if wanted is None:
        raise NotInForce(asked.target)
    return wanted


def is_next_step(asked: Asked, articles: Articles) -> Finding:
    """One step at a time. Beyond the usual terms two steps at once stay forbidden (破格不得越两级)."""
    provision = articles["next_step"]
    facts, steps = asked.facts, provision.value[asked.target]
    if facts.levels is None or facts.ranks is None:
        return unknown(provision, _("现任职务层次和职级"))
    now = held_on((*facts.levels, *facts.ranks), on=asked.on)
    named = "、".join(level_or_rank(code) for code in steps)
    held = "、".join(sorted(level_or_rank(code) for code in now)) or _("无职务层次和职级")
    return provision.judge(
        holds=bool(now & set(steps)),
        because=_("现任%(held)s；%(target)s应由%(steps)s提任")
        % {"held": held, "target": asked.label, "steps": named},
    )


def has_worked_long_enough(asked: Asked, articles: Articles) -> Finding:
    provision = articles["working_years"]
    wanted = wanted_of(provision, asked)
    if asked.facts.work_began is None:
        return unknown(provision, _("参加工作时间"))
    months = calendar_months(begins=asked.facts.work_began, on=asked.on)
    return provision.judge(
        holds=months >= wanted,
        because=_("工龄 %(has)s，应满 %(wanted)s")
        % {"has": duration(months), "wanted": duration(wanted)},
    )


def has_worked_at_the_grassroots(asked: Asked, articles: Articles) -> Finding:
    provision = articles["grassroots_years"]
    wanted = wanted_of(provision, asked)
    if asked.facts.grassroots is None:
        return unknown(provision, _("基层工作经历"))
    months = union_months(asked.facts.grassroots, on=asked.on)
    return provision.judge(
        holds=months >= wanted,
        because=_("基层工作 %(has)s，应满 %(wanted)s")
        % {"has": duration(months), "wanted": duration(wanted)},
    )


def has_held_two_posts(asked: Asked, articles: Articles) -> Finding:
    provision = articles["two_posts"]
    wanted = wanted_of(provision, asked)
    if asked.facts.posts is None:
        return unknown(provision, _("任过哪些职位"))
    below = articles["next_step"].value[asked.target]
    held = [p for p in asked.facts.posts if p.level in below and p.begins <= asked.on]
    return provision.judge(
        holds=len(held) >= wanted,
        because=_("在下一级任过 %(has)d 个职位，应有 %(wanted)d 个以上")
        % {"has": len(held), "wanted": wanted},
    )


def has_served_the_tenure(asked: Asked, articles: Articles) -> Finding:
    """Any one of the ways of the table is enough. Exceptional promotion may waive it, within article nine."""
    provision = articles["tenure"]
    facts = asked.facts
    if facts.levels is None or facts.ranks is None:
        return unknown(provision, _("任职层次和职级的起止"))
    ways = [
        (months_held((*facts.levels, *facts.ranks), way["held"], on=asked.on), way)
        for way in provision.value[asked.target]
    ]
    served, way = max(ways, key=lambda pair: pair[0] - pair[1]["months"])
    told = {
        "held": "、".join(level_or_rank(code) for code in way["held"]),
        "has": duration(served),
        "wanted": duration(way["months"]),
    }
    if served < way["months"] and facts.exceptional:
        return provision.judge(
            holds=True, because=_("任%(held)s %(has)s，不满 %(wanted)s，按破格办理") % told
        )
    return provision.judge(
        holds=served >= way["months"],
        because=_("任%(held)s %(has)s，应满 %(wanted)s") % told,
    )


def has_the_schooling(asked: Asked, articles: Articles) -> Finding:
    provision = articles["schooling"]
    if asked.facts.schooling is None:
        return unknown(provision, _("学历"))
    return provision.judge(
        holds=asked.facts.schooling in provision.value, because=_("学历应在大专以上")
    )


def is_trained(asked: Asked, articles: Articles) -> Finding:
    """Training that is missing does not bar: it has to be made good within the months of the article."""
    provision = articles["training"]
    if asked.facts.is_trained is None:
        return unknown(provision, _("培训情况"))
    if asked.facts.is_trained:
        return provision.judge(holds=True, because=_("已达到培训要求"))
    last = months_after(asked.on, provision.value)
    return provision.judge(
        holds=True, because=_("未达到培训要求，应在 %(month)s 前补训") % {"month": month(last)}
    )


def is_fit(asked: Asked, articles: Articles) -> Finding:
    provision = articles["health"]
    if asked.facts.is_fit is None:
        return unknown(provision, _("身体条件"))
    return provision.judge(holds=asked.facts.is_fit, because=_("应有正常履行职责的身体条件"))


def is_not_of_retirement_age(asked: Asked, articles: Articles) -> Finding:
    provision = articles["age"]
    facts = asked.facts
    if facts.birth is None or facts.sex is None or facts.levels is None:
        return unknown(provision, _("出生年月、性别或者职务层次"))
    now = held_on(facts.levels, on=asked.on)
    told = retirement_of(
        sex=facts.sex, birth=facts.birth, level=min(now, default=""),
        articles=regulation(RETIREMENT).on(asked.on),
    )  # fmt: skip
    return provision.judge(
        holds=asked.on < told.reached,
        because=_("%(month)s 到达法定退休年龄") % {"month": month(told.reached)},
    )


def is_appraised_well(asked: Asked, articles: Articles) -> Finding:
    """The last so many years whose appraisal is due: a year is appraised when it is over."""
    provision = articles["appraisals"]
    if asked.facts.grades is None:
        return unknown(provision, _("年度考核"))
    years = range(asked.on.year - provision.value["years"], asked.on.year)
    known = dict(asked.facts.grades)
    bad = [year for year in years if known.get(year) in provision.value["grades"]]
    if bad:
        named = "、".join(str(year) for year in bad)
        return provision.judge(
            holds=False,
            because=_("%(years)s 年度考核为基本称职（基本合格）以下") % {"years": named},
        )
    missing = [year for year in years if year not in known]
    if missing:
        named = "、".join(str(year) for year in missing)
        return unknown(provision, _("%(years)s 年度考核") % {"years": named})
    return provision.judge(
        holds=True,
        because=_("近 %(count)d 年年度考核没有基本称职（基本合格）以下") % {"count": len(years)},
    )


def is_past_probation(asked: Asked, articles: Articles) -> Finding:
    provision = articles["probation"]
    if asked.facts.on_probation is None:
        return unknown(provision, _("是否在试用期"))
    because = _("试用期未满") if asked.facts.on_probation else _("不在试用期")
    return provision.judge(holds=not asked.facts.on_probation, because=because)


def has_waited_since_promotion(asked: Asked, articles: Articles) -> Finding:
    """Asked of exceptional promotions only."""
    provision = articles["exceptional_wait"]
    if not asked.facts.exceptional:
        raise NotInForce("exceptional")
    if asked.facts.levels is None:
        return unknown(provision, _("任现职务层次的时间"))
    present = [h for h in asked.facts.levels if h.begins <= asked.on]
    if not present:
        return unknown(provision, _("任现职务层次的时间"))
    months = calendar_months(begins=max(h.begins for h in present), on=asked.on)
    return provision.judge(
        holds=months >= provision.value,
        because=_("提拔任职 %(has)s，不满 %(wanted)s 的不得破格")
        % {"has": duration(months), "wanted": duration(provision.value)},
    )


def is_not_exceptional_twice(asked: Asked, articles: Articles) -> Finding:
    provision = articles["exceptional_once"]
    if not asked.facts.exceptional:
        raise NotInForce("exceptional")
    if asked.facts.last_exceptional is None:
        return unknown(provision, _("现职务是否破格提任"))
    because = (
        _("现职务是破格提任，不得连续破格")
        if asked.facts.last_exceptional
        else _("现职务不是破格提任")
    )
    return provision.judge(holds=not asked.facts.last_exceptional, because=because)


def has_no_kin_there(asked: Asked, articles: Articles) -> Finding:
    provision = articles["recusal"]
    if asked.facts.has_kin_there is None:
        return unknown(provision, _("拟任单位有无应当回避的亲属"))
    because = (
        _("拟任单位有应当回避的亲属")
        if asked.facts.has_kin_there
        else _("拟任单位没有应当回避的亲属")
    )
    return provision.judge(holds=not asked.facts.has_kin_there, because=because)
