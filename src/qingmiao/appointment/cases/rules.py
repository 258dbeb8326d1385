"""任前公示, and what the papers of one appointment must say to each other."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.appointment.cases.contracts import AppointmentFacts, CaseFacts
from qingmiao.rulebook.engine import Articles, Finding, Rulebook
from qingmiao.workdays.rules import working_days


def is_noticed_long_enough(facts: CaseFacts, articles: Articles) -> Finding:
    """Unknown where a date is missing, and where the count hangs on a year without arrangement."""
    provision = articles["notice_working_days"]
    if facts.notice_begins is None or facts.notice_ends is None:
        return provision.judge(holds=None, because=_("公示起止日期未登记"))
    counted = working_days(
        begins=facts.notice_begins, ends=facts.notice_ends, calendar=facts.calendar
    )
    days_at_all = (facts.notice_ends - facts.notice_begins).days + 1
    holds: bool | None = counted.days >= provision.value
    if not counted.is_certain and days_at_all >= provision.value:
        holds = None
    return provision.judge(
        holds=holds,
        because=_("公示 %(days)d 个工作日，不得少于 %(least)d 个（%(source)s%(article)s）")
        % {
            "days": counted.days,
            "least": provision.value,
            "source": provision.source,
            "article": provision.article,
        },
    )


def is_noticed_after_the_decision(facts: CaseFacts, articles: Articles) -> Finding:
    provision = articles["notice_follows_decision"]
    holds = None
    if facts.decided_on and facts.notice_begins:
        holds = facts.notice_begins >= facts.decided_on
    return provision.judge(
        holds=holds,
        because=_("公示须在讨论决定之后进行（%(source)s%(article)s）")
        % {"source": provision.source, "article": provision.article},
    )


PROCEDURE: Rulebook[CaseFacts] = Rulebook(
    regulation="cases/procedure",
    rules=(is_noticed_after_the_decision, is_noticed_long_enough),
)


def case_disagreements(facts: CaseFacts) -> Iterator[str]:
    if facts.must_be_decided and facts.decided_on is None:
        yield _("讨论决定及以后的事项须填写讨论决定日期")
    if facts.must_be_noticed and facts.notice_begins is None:
        yield _("任前公示的事项须填写公示起")
    if facts.notice_begins and facts.notice_ends and facts.notice_ends < facts.notice_begins:
        yield _("公示止不得早于公示起")


def appointment_disagreements(facts: AppointmentFacts) -> Iterator[str]:
    if facts.is_of_the_vacancys_unit is False:
        yield _("所选空缺不属于新单位")
    if facts.is_of_the_posts_unit is False:
        yield _("所选新职位不属于新单位")
    if facts.motioned_on and facts.decided_on < facts.motioned_on:
        yield _("决定日期早于所属选任事项的动议日期")
    if facts.is_promotion and not facts.is_higher and not facts.has_note:
        yield _("提拔但职务层次没有提高，请在类型说明中写明理由")
    if facts.is_lateral and facts.is_higher and not facts.has_note:
        yield _("平职但职务层次提高，请改为提拔，或在类型说明中写明理由")
