"""What was said during the visits of the last year: with whom, of whom, and how it is known."""

from datetime import date, timedelta

from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.phrases import BEHAVIOUR, CLAIMS, SEEN_AT_WORK, VILLAGERS
from qingmiao.demo.rules.scene import Scene
from qingmiao.demo.rules.units import Unit

REMEMBERED = 400
"""Days; what was said before that was never written down name by name."""
MOST_NAMED = 3


class Talks:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.draw = scene, scene.draw("talks")

    def note(self, visit: int, unit: Unit, on: date, lead: int | None) -> None:
        scene, draw = self.scene, self.draw
        here = scene.working(scene.in_unit.get(unit.id, []), on)
        if on < scene.day - timedelta(days=REMEMBERED) or not here:
            return
        named = [self._attendee(visit, on, cadre) for cadre in draw.some(here, MOST_NAMED - 1)]
        if draw.chance(0.4):
            name, post, relation = draw.choice(VILLAGERS)
            scene.record(
                "visits.attendee", on, visit_id=visit, name=name, person_id=None, post=post,
                relation=relation,
            )  # fmt: skip
            named.append(name)
        if lead is not None:
            self._told_of_lead(visit, on, lead)
        young = [c for c in here if c.name not in named] or here
        for _ in range(draw.randrange(3)):
            self._heard(visit, on, draw.choice(young), draw.choice(named))

    def _attendee(self, visit: int, on: date, cadre: Cadre) -> str:
        self.scene.record(
            "visits.attendee", on, visit_id=visit, name=cadre.name, person_id=cadre.id,
            post=cadre.title[:80], relation="leader" if cadre.is_leader else "staff",
        )  # fmt: skip
        return cadre.name

    def _heard(self, visit: int, on: date, about: Cadre, told_by: str) -> None:
        dimension = self.draw.choice(SEEN_AT_WORK)
        self.scene.record(
            "visits.heard", on, visit_id=visit, about=about.name, person_id=about.id,
            dimension=dimension.value, claim=self.draw.choice(CLAIMS),
            example=self.draw.choice(BEHAVIOUR[dimension]), told_by=told_by, lead_id=None,
            hearing="direct" if self.draw.chance(0.7) else "hearsay",
        )  # fmt: skip

    def _told_of_lead(self, visit: int, on: date, number: int) -> None:
        """The same words as the lead that was made of them."""
        lead = self.scene.book.rows("visits.lead")[number - 1]
        self.scene.record(
            "visits.heard", on, visit_id=visit, about=lead["name"], person_id=lead["person_id"],
            dimension=lead["dimension"], claim=self.draw.choice(CLAIMS), example=lead["behaviour"],
            told_by=lead["told_by"], hearing="direct" if lead["is_direct"] else "hearsay",
            lead_id=number,
        )  # fmt: skip
