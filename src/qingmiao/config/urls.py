"""Every address of the house."""

from importlib.util import find_spec

from allauth.account import urls as signing
from django.urls import URLPattern, URLResolver, include, path

SIGNING = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
}
"""Doors of the sign-in that stay; the rest would send mail, and nothing leaves this system."""

ROOMS = (
    ("people/exchange/", "people.exchange"),
    ("people/calendars/", "people.calendars"),
    ("office/", "office"),
    ("notices/", "notices"),
    ("workdays/", "workdays"),
    ("pool/", "pool"),
    ("evidence/", "evidence"),
    ("select/demands/", "selection.demands"),
    ("select/visits/", "selection.visits"),
    ("select/observations/", "selection.observations"),
    ("select/nominations/", "selection.nominations"),
    ("select/contests/", "selection.contests"),
    ("select/judging/", "selection.judging"),
    ("select/results/", "selection.results"),
    ("nurture/courses/", "cultivation.courses"),
    ("nurture/learning/", "cultivation.learning"),
    ("nurture/lectures/", "cultivation.lectures"),
    ("nurture/needs/", "cultivation.needs"),
    ("nurture/campaigns/", "cultivation.campaigns"),
    ("temper/openings/", "placement.openings"),
    ("nurture/plans/", "cultivation.plans"),
    ("temper/postings/", "placement.postings"),
    ("temper/blocks/", "placement.blocks"),
    ("temper/mentoring/", "placement.mentoring"),
    ("govern/integrity/", "stewardship.integrity"),
    ("govern/inspections/", "stewardship.inspections"),
    ("govern/measures/", "stewardship.measures"),
    ("govern/childcare/", "stewardship.childcare"),
    ("govern/apartments/", "stewardship.apartments"),
    ("appoint/vacancies/", "appointment.vacancies"),
    ("appoint/cases/", "appointment.cases"),
    ("appoint/probation/", "appointment.probation"),
    ("insight/figures/", "insight.figures"),
    ("insight/reports/", "insight.reports"),
    ("insight/fairness/", "insight.fairness"),
    ("insight/burden/", "insight.burden"),
    ("registers/", "registers"),
    ("api/", "api"),
    ("", "portal"),
)


def _doors(room: str) -> bool:
    try:
        return find_spec(f"qingmiao.{room}.web.urls") is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include([door for door in signing.urlpatterns if door.name in SIGNING])),
    path("i18n/", include("django.conf.urls.i18n")),
    path("people/", include("qingmiao.portal.web.people_urls")),
    path("orgs/", include("qingmiao.office.web.unit_urls")),
    *(path(prefix, include(f"qingmiao.{room}.web.urls")) for prefix, room in ROOMS if _doors(room)),
]
