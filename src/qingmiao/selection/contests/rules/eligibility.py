"""参赛资格: each article judged on the facts of the day of entry; a notice may ask for more, never for less."""

from django.utils.translation import gettext as _

from qingmiao.kernel.periods import age_on, calendar_months
from qingmiao.rulebook.engine import Articles, Finding, NotInForce, Provision, Rulebook
from qingmiao.selection.contests.contracts import EligibilityFacts
from qingmiao.selection.contests.enums import ContestKind, Faces, SchoolingAsked


def _source(provision: Provision) -> dict[str, str]:
    return {"source": provision.source, "article": provision.article}


def is_in_service(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["in_service"]
    return provision.judge(
        holds=facts.standing in provision.value,
        because=_("管理状态为%(state)s，须在职（%(source)s%(article)s）")
        % {"state": facts.standing_label, **_source(provision)},
    )


def is_young_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["age_limit"]
    limit = min(provision.value, facts.oldest or provision.value)
    age = age_on(birth=facts.birth, on=facts.on)
    return provision.judge(
        holds=age <= limit,
        because=_("报名当日 %(age)d 周岁，上限 %(limit)d 周岁（%(source)s%(article)s）")
        % {"age": age, "limit": limit, **_source(provision)},
    )


def is_of_a_level_in_question(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["levels"]
    return provision.judge(
        holds=facts.level in provision.value,
        because=_("职务层次为%(level)s，不在参赛范围之内的不参赛（%(source)s%(article)s）")
        % {"level": facts.level_label, **_source(provision)},
    )


def is_still_to_become_a_deputy(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["levels_of_reserves"]
    if facts.kind != ContestKind.RESERVES:
        raise NotInForce(provision.name)  # the article speaks of this kind of contest only
    return provision.judge(
        holds=facts.level in provision.value,
        because=_("职务层次为%(level)s，后备人选比拼须未任副科职（%(source)s%(article)s）")
        % {"level": facts.level_label, **_source(provision)},
    )


def has_been_in_post_long_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["months_in_post"]
    wanted = max(provision.value, facts.months_in_post)
    if facts.post_since is None:
        return provision.judge(
            holds=None,
            because=_("任现职时间未登记，须满 %(months)d 个月（%(source)s%(article)s）")
            % {"months": wanted, **_source(provision)},
        )
    served = calendar_months(begins=facts.post_since, on=facts.on)
    return provision.judge(
        holds=served >= wanted,
        because=_("任现职 %(served)d 个月，须满 %(months)d 个月（%(source)s%(article)s）")
        % {"served": served, "months": wanted, **_source(provision)},
    )


def is_schooled_enough(facts: EligibilityFacts, articles: Articles) -> Finding:
    asked = f"_{facts.asks_schooling}" if facts.asks_schooling else ""
    provision = articles[f"schooling{asked}"]
    wanted = (
        str(SchoolingAsked(facts.asks_schooling).label) if facts.asks_schooling else _("大专以上")
    )
    return provision.judge(
        holds=facts.schooling in provision.value if facts.schooling else None,
        because=_("最高学历为%(schooling)s，须%(wanted)s（%(source)s%(article)s）")
        % {
            "schooling": facts.schooling_label or _("未登记"),
            "wanted": wanted,
            **_source(provision),
        },
    )


def is_of_the_face_in_question(facts: EligibilityFacts, articles: Articles) -> Finding:
    provision = articles["party_faces"]
    if facts.asks_face == Faces.ANY:
        raise NotInForce(provision.name)  # the notice asks nothing
    is_party = facts.political_face in provision.value
    return provision.judge(
        holds=is_party == (facts.asks_face == Faces.PARTY),
        because=_("政治面貌为%(face)s，公告要求%(wanted)s（%(source)s%(article)s）")
        % {
            "face": facts.political_label,
            "wanted": Faces(facts.asks_face).label,
            **_source(provision),
        },
    )


ELIGIBILITY: Rulebook[EligibilityFacts] = Rulebook(
    regulation="contests/eligibility",
    rules=(
        is_in_service,
        is_young_enough,
        is_of_a_level_in_question,
        is_still_to_become_a_deputy,
        has_been_in_post_long_enough,
        is_schooled_enough,
        is_of_the_face_in_question,
    ),
)


def row_of(provision: str, facts: EligibilityFacts) -> tuple[str, str]:
    """The row of the dossier an article was read from, in words, and the tab that shows it."""
    basic = _("基本信息")
    since = f"{facts.post_since:%Y.%m}" if facts.post_since else "—"
    level = (f"{_('职务层次')} {facts.level_label}", "resume")
    schooling = (f"{_('最高学历')} {facts.schooling_label or '—'}", "study")
    rows = {
        "in_service": (f"{basic} · {_('管理状态')} {facts.standing_label}", "growth"),
        "age_limit": (f"{basic} · {_('出生年月')} {facts.birth:%Y.%m}", "growth"),
        "levels": level,
        "levels_of_reserves": level,
        "months_in_post": (f"{_('任现职时间')} {since} {facts.post}".strip(), "resume"),
        "schooling": schooling,
        "schooling_university": schooling,
        "schooling_graduate": schooling,
        "party_faces": (f"{basic} · {_('政治面貌')} {facts.political_label}", "growth"),
    }
    return rows[provision]
