"""The addresses a program reads. Each parses, makes one call, and answers a contract."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, ValidationError

from qingmiao.access.services import TooManyCalls
from qingmiao.api import queries, services
from qingmiao.api.contracts import (
    Caller,
    Dossier,
    FigureLine,
    FigureRows,
    Line,
    Lines,
    Problem,
    RegisterCard,
)
from qingmiao.api.web.doorman import Doorman
from qingmiao.insight.figures.contracts import Question
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden

LARGEST = 2**63 - 1
LONGEST = 60


class Asked(HttpRequest):
    """The request as the doorman lets it in. For type checkers only."""

    auth: Caller


Number = Annotated[int, Path(ge=1, le=LARGEST)]
Page = Annotated[int, Query(ge=1, le=LARGEST)]

NO: dict[int, Any] = dict.fromkeys((401, 404, 422, 429), Problem)


class Spoken(NinjaAPI):
    """Whatever is answered is kept nowhere on the way."""

    def create_response(self, *args: Any, **options: Any) -> HttpResponse:
        response = super().create_response(*args, **options)
        add_never_cache_headers(response)
        return response


API = Spoken(
    title="Qingmiao",
    version="1",
    description="Read only. A program sees what the account of its token may see.",
    urls_namespace="api",
    auth=Doorman(),
    docs_url=None,
    openapi_url=None,  # docs/reference/openapi.json; a stranger is told nothing here
)


def _no(request: HttpRequest, status: int, *reasons: str) -> HttpResponse:
    return API.create_response(request, {"reasons": list(reasons)}, status=status)


@API.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _problem: Exception | None = None) -> HttpResponse:
    response = _no(request, 401, _("请在 Authorization 请求头里出示有效的接口令牌"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@API.exception_handler(Forbidden)
@API.exception_handler(Http404)
def missing(request: HttpRequest, _problem: Exception) -> HttpResponse:
    """What one may not see does not exist, here as on pages."""
    return _no(request, 404, _("没有这项内容"))


@API.exception_handler(TooManyCalls)
def too_many(request: HttpRequest, problem: TooManyCalls) -> HttpResponse:
    response = _no(request, 429, *problem.reasons)
    response["Retry-After"] = str(60 - clock.now().second)
    return response


@API.exception_handler(ValidationError)
def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    names = [str(error["loc"][-1]) for error in problem.errors]
    return _no(request, 422, *(_("参数 %(name)s 写得不对") % {"name": name} for name in names))


@API.get("registers", response={200: list[RegisterCard]} | NO, url_name="registers")
def registers(request: Asked) -> list[RegisterCard]:
    """Registers this account may open, with their fields and filters."""
    return queries.register_cards(actor=request.auth.actor)


@API.get("registers/{room}/{noun}", response={200: Lines} | NO, url_name="register")
def register(request: Asked, room: str, noun: str, page: Page = 1) -> Lines:
    """A page of rows. Words (`q`), order (`sort`) and filters are those of the list's own page."""
    return services.read_register(
        actor=request.auth.actor,
        room=room,
        noun=noun,
        asked=request.GET,
        number=page,
        purpose=request.auth.purpose,
    )


@API.get("registers/{room}/{noun}/{pk}", response={200: Line} | NO, url_name="row")
def row(request: Asked, room: str, noun: str, pk: Number) -> Line:
    """One row."""
    return services.read_row(
        actor=request.auth.actor, room=room, noun=noun, pk=pk, purpose=request.auth.purpose
    )


@API.get("people", response={200: Lines} | NO, url_name="people")
def people(
    request: Asked,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    unit: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    left: bool = False,
    page: Page = 1,
) -> Lines:
    """A page of the roster: every word of `q` occurs; `unit` with all units below it; `left` adds
    those no longer managed.
    """
    return services.read_people(
        actor=request.auth.actor,
        words=q,
        unit=unit,
        with_left=left,
        number=page,
        purpose=request.auth.purpose,
    )


@API.get("people/{pk}", response={200: Dossier} | NO, url_name="person")
def person(request: Asked, pk: Number) -> Dossier:
    """One dossier, without identity number, telephone, photograph and family."""
    return services.read_person(actor=request.auth.actor, pk=pk, purpose=request.auth.purpose)


@API.get("figures", response={200: list[FigureLine]} | NO, url_name="figures")
def figures(request: Asked, on: date | None = None, since: date | None = None) -> list[FigureLine]:
    """Every figure of the speech on a day (today), with its definition."""
    question = Question(on=on or clock.today(), since=since)
    return queries.figure_lines(actor=request.auth.actor, question=question)


@API.get("figures/{code}", response={200: FigureRows} | NO, url_name="figure")
def figure(
    request: Asked, code: str, on: date | None = None, since: date | None = None, page: Page = 1
) -> FigureRows:
    """One figure with the rows it counts."""
    return services.read_figure(
        actor=request.auth.actor,
        code=code,
        question=Question(on=on or clock.today(), since=since),
        number=page,
        purpose=request.auth.purpose,
    )


def promise() -> dict[str, Any]:
    """What stands in ``docs/reference/openapi.json``."""
    return dict(API.get_openapi_schema(path_prefix="/api/"))
