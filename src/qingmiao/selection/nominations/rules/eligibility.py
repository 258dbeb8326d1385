"""推荐资格: each article judged on the facts of one day, with the row of the dossier they were read from."""

from datetime import date

from django.utils.translation import gettext as _

from qingmiao.kernel.periods import age_on, calendar_months
from qingmiao.rulebook.engine import Articles, Finding, Provision, Rulebook
from qingmiao.selection.nominations.contracts import EligibilityFacts

YOUNG, WOMEN, MINORITY, NON_PARTY = "young", "women", "minority", "non_party"
FEMALE = "2"
HAN = "汉族"  # not interface: as the dossier stores it


def _source(provision: Provision) -> dict[str, str]:
    return {"source": provision.source, "article": provision.article}


def is_in_service(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["in_service"]
    return provision.judge(
        holds=facts.standing in provision.value,
        because=_("管理状态为%(state)s，须在职（%(source)s%(article)s）")
        % {"state": facts.standing_label, **_source(provision)},
    )


def _is_young(facts: EligibilityFacts, articles: Articles) -> bool:
    return age_on(birth=facts.birth, on=facts.on) <= articles["age_limit"].value


def is_young_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["age_limit"]
    return provision.judge(
        holds=facts.category != YOUNG or _is_young(facts, articles),
        because=_("推荐当日 %(age)d 周岁，年轻干部上限 %(limit)d 周岁（%(source)s%(article)s）")
        % {
            "age": age_on(birth=facts.birth, on=facts.on),
            "limit": provision.value,
            **_source(provision),
        },
    )


def is_of_a_level_in_question(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["levels"]
    return provision.judge(
        holds=facts.level in provision.value,
        because=_("职务层次为%(level)s，不在推荐范围之内的不推荐（%(source)s%(article)s）")
        % {"level": facts.level_label, **_source(provision)},
    )


def is_of_a_rank_in_question(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["ranks"]
    return provision.judge(
        holds=facts.rank in provision.value,
        because=_("职级为%(rank)s，不在推荐范围之内的不推荐（%(source)s%(article)s）")
        % {"rank": facts.rank_label, **_source(provision)},
    )


def has_been_in_post_long_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["months_in_post"]
    if facts.post_since is None:
        return provision.judge(
            holds=None,
            because=_("任现职时间未登记，须满 %(months)d 个月（%(source)s%(article)s）")
            % {"months": provision.value, **_source(provision)},
        )
    months = calendar_months(begins=facts.post_since, on=facts.on)
    return provision.judge(
        holds=months >= provision.value,
        because=_("任现职 %(served)d 个月，须满 %(months)d 个月（%(source)s%(article)s）")
        % {"served": months, "months": provision.value, **_source(provision)},
    )


def is_schooled_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["schooling"]
    return provision.judge(
        holds=facts.schooling in provision.value if facts.schooling else None,
        because=_("最高学历为%(schooling)s，须大专以上（%(source)s%(article)s）")
        % {"schooling": facts.schooling_label or _("未登记"), **_source(provision)},
    )


def years_looked_at(on: date, years: int) -> tuple[int, ...]:
    """The last years whose appraisal is complete: last year's is, this year's is not."""
    return tuple(range(on.year - years, on.year))


def was_appraised_well(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["appraisals"]
    years = years_looked_at(facts.on, articles["appraisal_years"].value)
    graded = {year: (code, label) for year, code, label in facts.appraisals if year in years}
    bad = [f"{year} {label}" for year, (code, label) in graded.items() if code in provision.value]
    missing = [str(year) for year in years if year not in graded]
    if bad:
        return provision.judge(
            holds=False,
            because=_("近年考核有 %(grades)s（%(source)s%(article)s）")
            % {"grades": "、".join(bad), **_source(provision)},
        )
    if missing:
        return provision.judge(
            holds=None,
            because=_("%(years)s 年度考核未登记（%(source)s%(article)s）")
            % {"years": "、".join(missing), **_source(provision)},
        )
    return provision.judge(
        holds=True,
        because=_("近 %(count)d 年考核均在称职以上（%(source)s%(article)s）")
        % {"count": len(years), **_source(provision)},
    )


def is_of_the_party_face_in_question(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["party_faces"]
    return provision.judge(
        holds=facts.category != NON_PARTY or facts.political_face not in provision.value,
        because=_("政治面貌为%(face)s，党外干部不能是中共党员（%(source)s%(article)s）")
        % {"face": facts.political_label, **_source(provision)},
    )


def categories_of(facts: EligibilityFacts, articles: Articles) -> tuple[str, ...]:
    """Which of the four categories the dossier puts somebody in."""
    belongs = {
        YOUNG: _is_young(facts, articles),
        WOMEN: facts.sex == FEMALE,
        MINORITY: facts.ethnicity != HAN,
        NON_PARTY: facts.political_face not in articles["party_faces"].value,
    }
    return tuple(code for code in articles["category"].value if belongs.get(code))


def belongs_to_the_category(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["category"]
    found = categories_of(facts, articles)
    asked = facts.category in provision.value
    holds = facts.category in found if asked else bool(found)
    if facts.category and not asked:
        return provision.judge(
            holds=None,
            because=_("通知的干部类别没有对应的档案条件，须人工核对（%(source)s%(article)s）")
            % _source(provision),
        )
    return provision.judge(
        holds=holds,
        because=_("按年龄、性别、民族、政治面貌核对干部类别（%(source)s%(article)s）")
        % _source(provision),
    )


ELIGIBILITY: Rulebook[EligibilityFacts] = Rulebook(
    regulation="nominations/eligibility",
    rules=(
        is_in_service,
        is_young_enough,
        is_of_a_level_in_question,
        is_of_a_rank_in_question,
        has_been_in_post_long_enough,
        is_of_the_party_face_in_question,
        is_schooled_enough,
        was_appraised_well,
        belongs_to_the_category,
    ),
)


def row_of(provision: str, facts: EligibilityFacts) -> tuple[str, str]:
    """The row of the dossier an article was read from, in words, and the tab that shows it."""
    basic = _("基本信息")
    since = f"{facts.post_since:%Y.%m}" if facts.post_since else "—"
    appraised = "、".join(f"{year} {label}" for year, _code, label in facts.appraisals) or "—"
    rows = {
        "in_service": (f"{basic} · {_('管理状态')} {facts.standing_label}", "growth"),
        "age_limit": (f"{basic} · {_('出生年月')} {facts.birth:%Y.%m}", "growth"),
        "levels": (f"{_('职务层次')} {facts.level_label}", "resume"),
        "ranks": (f"{_('职级')} {facts.rank_label or '—'}", "resume"),
        "months_in_post": (f"{_('任现职时间')} {since} {facts.post}".strip(), "resume"),
        "party_faces": (f"{basic} · {_('政治面貌')} {facts.political_label}", "growth"),
        "schooling": (f"{_('最高学历')} {facts.schooling_label or '—'}", "study"),
        "appraisals": (f"{_('年度考核')} {appraised}", "record"),
        "category": (
            f"{basic} · {facts.birth:%Y.%m} {facts.ethnicity} {facts.political_label}",
            "growth",
        ),
    }
    return rows[provision]
