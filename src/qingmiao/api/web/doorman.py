"""Who a program is: whoever's token it shows. No cookie opens this door, so no other page can knock."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from qingmiao.access.queries import actor_for
from qingmiao.access.services import admit
from qingmiao.api.contracts import Caller
from qingmiao.kernel import clock


class Doorman(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        today = clock.today()
        found = admit(secret=token, on=today, at=clock.now())
        if found is None:
            return None
        actor = actor_for(account=found.account, on=today, door="api")
        return Caller(actor=actor, purpose=found.purpose)
