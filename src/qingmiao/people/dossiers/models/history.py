from collections.abc import Callable
from typing import cast

import pghistory
from django.db import models


def historical(name: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keep every old row by trigger, at each change and removal, in an append-only model ``name``.

    The present row is its own newest edition, so nothing is written twice at entry.
    """
    track = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(row=pghistory.Old),
        model_name=name,
        append_only=True,
        obj_field=pghistory.ObjForeignKey(db_constraint=False, related_name="+"),
    )
    return cast(Callable[[type[models.Model]], type[models.Model]], track)
