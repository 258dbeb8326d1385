from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

VACANCY_FILLED = deed("vacancies.vacancy.filled", _("空缺已补充：{title}"))
VACANCY_REOPENED = deed("vacancies.vacancy.reopened", _("空缺恢复为待补：{title}"))
