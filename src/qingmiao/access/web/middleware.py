from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from qingmiao.access.queries import actor_for
from qingmiao.kernel import clock
from qingmiao.kernel.actor import STRANGER
from qingmiao.webkit.http import Request

OPEN_NAMESPACES = {"api"}
OPEN_VIEWS = {
    "account_login",
    "account_logout",
    "set_language",
    "javascript-catalog",
    "healthz",
}


class PagesAreClosed(LoginRequiredMiddleware):
    """Closed unless opened by ``login_not_required``; the API has its own doorman (``auth=``)."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match and (
            OPEN_NAMESPACES.intersection(match.namespaces) or match.view_name in OPEN_VIEWS
        ):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class RequestKnowsItsActor:
    """``request.actor``: the web doors' answer to «who?», a stranger when nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        dressed = cast(Request, request)
        user = dressed.user
        dressed.actor = (
            actor_for(account=user, on=clock.today(), door="web")
            if user.is_authenticated
            else STRANGER
        )
        return self.get_response(dressed)
