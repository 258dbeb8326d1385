"""公务员法第四十三条: one is appointed only within the number of posts and into a vacancy."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.appointment.vacancies.contracts import VacancyFacts


def vacancy_disagreements(facts: VacancyFacts) -> Iterator[str]:
    if facts.is_of_the_posts_unit is False:
        yield _("所选职位不属于该机构")
    if facts.post_begins and facts.arises_on < facts.post_begins:
        yield _("空缺日期早于该职位设立日期")
    if facts.post_ends and facts.arises_on >= facts.post_ends:
        yield _("空缺日期时该职位已撤销")
    if facts.filled_on and facts.filled_on < facts.arises_on:
        yield _("补充日期不得早于空缺日期")
