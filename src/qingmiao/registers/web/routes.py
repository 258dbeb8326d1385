"""The addresses of one register, named after its noun: ``visits:visit``, ``visits:visit-detail`` …"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from qingmiao.registers.declaration import Register
from qingmiao.registers.web import transfer, views

DOORS: tuple[tuple[str, str, Callable[..., HttpResponse]], ...] = (
    ("", "", views.listing),
    ("new/", "new", views.enter),
    ("export/", "export", transfer.export),
    ("template/", "template", transfer.template),
    ("import/", "import", transfer.upload),
    ("import/<int:batch>/", "batch", transfer.batch),
    ("import/<int:batch>/apply/", "apply", transfer.apply),
    ("import/<int:batch>/undo/", "undo", transfer.undo),
    ("import/<int:batch>/errors/", "errors", transfer.errors),
    ("<int:pk>/", "detail", views.detail),
    ("<int:pk>/edit/", "edit", views.amend),
    ("<int:pk>/void/", "void", views.void),
)

READING = frozenset({"", "export", "detail"})
"""The doors of a register that only reads."""


def routes(
    register: Register, *, instead: Mapping[str, Callable[..., HttpResponse]] | None = None
) -> list[URLPattern]:
    """Every door of a register. The noun is the first part of each address.

    ``instead`` names doors (by action) behind which the room shows a page of its own; such a view
    takes ``register`` like any other.
    """
    extra: dict[str, Any] = {"register": register}
    own = instead or {}
    return [
        path(
            f"{register.noun}/{tail}",
            own.get(action, view),
            extra,
            name=register.noun + (f"-{action}" if action else ""),
        )
        for tail, action, view in DOORS
        if not register.is_read_only or action in READING
    ]
