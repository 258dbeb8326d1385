"""How each page outside the registers is addressed for a place of the world of the matrix."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from qingmiao.orgs.models import CodeEntry
from qingmiao.pool.models import Review, Standard


def _row(label):
    return lambda place: [place.rows[label].pk]


def _person(place):
    return [place.person.pk]


def _row_and_person(label):
    return lambda place: [place.rows[label].pk, place.person.pk]


def _unit(place):
    return [place.unit.pk]


def _post(place):
    return [place.post.pk]


def _code(_place):
    return [CodeEntry.objects.order_by("pk").values_list("pk", flat=True)[0]]


def _nothing(*arguments):
    """Rows nobody has made: the page is a 404 for everybody, and for some a 405."""
    return lambda _place: list(arguments)


ARGUMENTS = {
    "calendars:person": _person,
    "courses:class-cancel": _row("courses.trainingclass"),
    "courses:class-extend": _row("courses.trainingclass"),
    "courses:class-step": lambda place: [place.rows["courses.trainingclass"].pk, "approve"],
    "courses:enrol": _row("courses.trainingclass"),
    "courses:enrolment-accept": _row("courses.enrolment"),
    "courses:enrolment-answer": _row("courses.enrolment"),
    "courses:enrolment-withdraw": _row("courses.enrolment"),
    "courses:name": _row("courses.trainingclass"),
    "courses:override": _row("courses.session"),
    "courses:roll": _row("courses.session"),
    "courses:send": lambda place: [place.rows["courses.trainingclass"].pk, place.unit.pk],
    "courses:session-move": _row("courses.session"),
    "cases:appointment-dossier": _row("cases.appointment"),
    "contests:contest-call-off": _row("contests.contest"),
    "contests:contest-close": _row("contests.contest"),
    "contests:contest-extend": _row("contests.contest"),
    "contests:contest-step": lambda place: [place.rows["contests.contest"].pk, "archive"],
    "contests:draw": _row("contests.contest"),
    "contests:draw-file": _row("contests.contest"),
    "contests:draw-perform": _row("contests.contest"),
    "contests:draw-share": _row("contests.contest"),
    "contests:enter": _row("contests.contest"),
    "contests:enter-oneself": _row("contests.contest"),
    "contests:entry-check": _row("contests.entry"),
    "contests:entry-disqualify": _row("contests.entry"),
    "contests:entry-exempt": _row("contests.entry"),
    "contests:entry-withdraw": _row("contests.entry"),
    "contests:exemption-decide": _nothing(1),
    "contests:notice": _row("contests.contest"),
    "contests:plates": _row("contests.contest"),
    "demands:demand-close": _row("demands.demand"),
    "demands:demand-found": _row("demands.demand"),
    "demands:demand-reopen": _row("demands.demand"),
    "demands:found-retract": _nothing(1),
    "demands:team": _unit,
    "demands:team-raise": _unit,
    "dossiers:edit": _person,
    "dossiers:forget-filter": _nothing(1),
    "dossiers:id-number": _person,
    "dossiers:part-edit": lambda place: [place.person.pk, "education", 1],
    "dossiers:part-new": lambda place: [place.person.pk, "education"],
    "dossiers:person": _person,
    "dossiers:photo": _person,
    "exchange:apply": _nothing(1),
    "exchange:batch": _nothing(1),
    "exchange:choose": _nothing(1, 1),
    "exchange:drop": _nothing(1),
    "exchange:errors": _nothing(1),
    "exchange:export-person": _person,
    "exchange:undo": _nothing(1),
    "api:figure": _nothing("F09"),
    "api:person": _person,
    "api:register": _nothing("visits", "visit"),
    "api:row": _nothing("visits", "visit", 1),
    "burden:export": _nothing("units"),
    "fairness:export": _nothing("groups"),
    "figures:export": _nothing("F09"),
    "figures:figure": _nothing("F09"),
    "figures:reading": _nothing("nineties_universe"),
    "inspections:finding-explain": _row("inspections.finding"),
    "judging:assign": _row("contests.stage"),
    "judging:confirm": _nothing(1),
    "judging:conflict-accept": _nothing(1),
    "judging:conflict-lift": _nothing(1),
    "judging:conflict-new": _row("contests.contest"),
    "judging:conflicts": _row("contests.contest"),
    "judging:conflicts-check": _row("contests.contest"),
    "judging:console": _row("contests.contest"),
    "judging:correct": _nothing(1),
    "judging:correction": _nothing(1),
    "judging:draft": _nothing(1),
    "judging:invitation": _nothing(1),
    "judging:board": _row("contests.contest"),
    "judging:hall": lambda place: ["made-up"],
    "judging:hall-close": _row("contests.contest"),
    "judging:hall-open": _row("contests.contest"),
    "judging:judge-new": _row("contests.contest"),
    "judging:judge-remove": _nothing(1),
    "judging:judges": _row("contests.contest"),
    "judging:object": _row("contests.entry"),
    "judging:open": _row("contests.stage"),
    "judging:pad": _nothing(1),
    "judging:paper": _nothing(1),
    "judging:plates": _row("contests.stage"),
    "judging:print": lambda place: [place.rows["contests.stage"].pk, "docx"],
    "judging:recuse": _nothing(1),
    "judging:release-consent": _nothing(1),
    "judging:release-end": _nothing(1),
    "judging:releases": _row("contests.contest"),
    "judging:seal": _row("contests.stage"),
    "judging:sheet": _nothing(1),
    "judging:sheets": _row("contests.stage"),
    "learning:certificate-print": _row("learning.certificate"),
    "learning:certificate-revoke": _row("learning.certificate"),
    "learning:graduates": _row("courses.trainingclass"),
    "learning:hours-of": _person,
    "results:again": _row("contests.contest"),
    "results:announce": _row("contests.contest"),
    "results:begin": _row("contests.contest"),
    "results:board": _row("contests.contest"),
    "results:conclude": _row("contests.contest"),
    "results:lot": _row("contests.contest"),
    "results:objections": _row("contests.contest"),
    "results:publish": _row("contests.contest"),
    "results:computation": _nothing(1),
    "results:file": _nothing(1, "csv"),
    "results:object": _row("contests.entry"),
    "results:objection": _nothing(1),
    "results:publication": _nothing(1),
    "results:stage-advance": _row("contests.stage"),
    "results:stage-compute": _row("contests.stage"),
    "results:tables": _nothing(1),
    "learning:issue": _row("courses.trainingclass"),
    "learning:outside-again": _row("learning.outsidelearning"),
    "learning:outside-confirm": _row("learning.outsidelearning"),
    "learning:outside-recognise": _row("learning.outsidelearning"),
    "learning:outside-return": _row("learning.outsidelearning"),
    "learning:verify-number": _nothing("nobody"),
    "lectures:lecture-cancel": _row("lectures.lecture"),
    "lectures:lecture-confirm": _row("lectures.lecture"),
    "lectures:lecture-dispatch": _row("lectures.lecture"),
    "lectures:lecture-photo": _row("lectures.lecture"),
    "lectures:lecture-proof": _row("lectures.lecture"),
    "lectures:lecture-return": _row("lectures.lecture"),
    "lectures:speaking-accept": _row("lectures.speaking"),
    "lectures:speaking-decline": _row("lectures.speaking"),
    "lectures:speaking-rate": _row("lectures.speaking"),
    "mentoring:talk-confirm": _row("mentoring.mentortalk"),
    "notices:digest": _nothing(1),
    "notices:feed": _nothing("nobody"),
    "notices:follow": _nothing(1),
    "notices:read": _nothing(1),
    "nominations:begin": _row("nominations.nominationevent"),
    "nominations:decide": _row_and_person("nominations.nominationevent"),
    "nominations:draft": _nothing(1),
    "nominations:draft-drop": _nothing(1),
    "nominations:draft-exempt": _nothing(1),
    "nominations:draft-keep": _nothing(1),
    "nominations:draft-step": _nothing(1, "nominee"),
    "nominations:event-archive": _row("nominations.nominationevent"),
    "nominations:event-extend": _row("nominations.nominationevent"),
    "nominations:event-publish": _row("nominations.nominationevent"),
    "nominations:event-remind": _row("nominations.nominationevent"),
    "nominations:event-review": _row("nominations.nominationevent"),
    "nominations:event-units": _row("nominations.nominationevent"),
    "nominations:event-units-export": _row("nominations.nominationevent"),
    "nominations:exemption-decide": _nothing(1),
    "nominations:group": _row_and_person("nominations.nominationevent"),
    "nominations:groups": _row("nominations.nominationevent"),
    "nominations:nil": _row("nominations.nominationevent"),
    "nominations:nomination-accept": _row("nominations.nomination"),
    "nominations:nomination-mend": _row("nominations.nomination"),
    "nominations:nomination-opinion": _row("nominations.nomination"),
    "nominations:nomination-return": _row("nominations.nomination"),
    "nominations:nomination-withdraw": _row("nominations.nomination"),
    "nominations:vouch": _nothing(1),
    "nominations:wish-of": _person,
    "observations:observation-accept": _row("observations.observation"),
    "observations:observation-answer": _row("observations.observation"),
    "observations:observation-reply": _row("observations.observation"),
    "observations:observation-send-back": _row("observations.observation"),
    "observations:observation-submit": _row("observations.observation"),
    "office:grant-end": _row("access.rolegrant"),
    "office:story": lambda place: ["dossiers.person", place.person.pk],
    "office:token-revoke": _row("access.token"),
    "office:grant-new": _row("access.account"),
    "orgs:code-amend": _code,
    "orgs:code-close": _code,
    "orgs:post-amend": _post,
    "orgs:post-close": _post,
    "orgs:post-new": _unit,
    "orgs:post-apply": _nothing(1),
    "orgs:post-batch": _nothing(1),
    "orgs:post-errors": _nothing(1),
    "orgs:post-undo": _nothing(1),
    "orgs:unit-apply": _nothing(1),
    "orgs:unit-batch": _nothing(1),
    "orgs:unit-errors": _nothing(1),
    "orgs:unit-undo": _nothing(1),
    "orgs:unit": _unit,
    "orgs:unit-amend": _unit,
    "orgs:unit-close": _unit,
    "pool:grid-reader-end": _nothing(1),
    "pool:item": _nothing(1),
    "pool:item-drop": _nothing(1),
    "pool:item-hold": _nothing(1),
    "pool:item-new": _row("pool.review"),
    "pool:item-propose": _nothing(1),
    "pool:item-recuse": _nothing(1),
    "pool:membership-leave": _row("pool.membership"),
    "pool:membership-plan": _row("pool.membership"),
    "pool:membership-sheet": _row("pool.membership"),
    "pool:membership-state": _row("pool.membership"),
    "pool:membership-tier": _row("pool.membership"),
    "pool:review-close": _row("pool.review"),
    "pool:review-decide": _row("pool.review"),
    "pool:review-freeze": _row("pool.review"),
    "pool:review-invite": _row("pool.review"),
    "pool:review-minutes": lambda place: [place.row_of(Review).pk, "pdf"],
    "pool:review-sitting": _row("pool.review"),
    "pool:review-submit": _row("pool.review"),
    "pool:review-task": lambda place: [place.row_of(Review).pk, 1],
    "postings:posting-result": _row("postings.posting"),
    "registers:pick": _nothing("dossiers.person"),
    "reports:compare": _nothing(1),
    "reports:publication": _nothing(1),
    "reports:publication-document": _nothing(1, "docx"),
    "reports:published-figure": _nothing(1, "F09"),
    "reports:speech-document": _nothing("docx"),
    "reports:withdraw": _nothing(1),
    "visits:lead-attach": _row("visits.lead"),
    "visits:lead-drop": _row("visits.lead"),
    "pool:suggestion-decline": lambda place: [
        place.row_of(Standard).pk,
        "entry",
        place.person.pk,
    ],
    "pool:suggestion-reopen": _nothing(1),
    "pool:suggestion-take": _row_and_person("pool.standard"),
    "visits:lead-pool": _row("visits.lead"),
    "visits:lead-verify": _row("visits.lead"),
    "visits:liaison-handover": _row("visits.liaison"),
    "visits:visit-cancel": _row("visits.visit"),
    "visits:visit-close": _row("visits.visit"),
    "visits:visit-confirm": _row("visits.visit"),
    "visits:visit-return": _row("visits.visit"),
    "visits:visit-start": _row("visits.visit"),
    "visits:visit-submit": _row("visits.visit"),
}
"""Arguments of every route that needs some; a route missing here cannot be asked and fails the test."""


def routes(resolver=None, prefix=""):
    """Every named route and how many arguments it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from routes(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.pattern.regex.groups


def address(name, place):
    arguments = ARGUMENTS.get(name)
    return reverse(name, args=arguments(place) if arguments else [])
