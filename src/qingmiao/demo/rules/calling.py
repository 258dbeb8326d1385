"""选 · the notice that is open on the demo day: units that answered and units that did not, self-nominations
that wait for their unit, referees, an exemption, drafts, the first decisions."""

from datetime import date, timedelta
from typing import Any

from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.demanding import district_demand
from qingmiao.demo.rules.draw import Draw, later
from qingmiao.demo.rules.phrases import BEHAVIOUR, SEEN_AT_WORK
from qingmiao.demo.rules.scene import Scene
from qingmiao.demo.rules.units import Unit
from qingmiao.evidence.enums import SourceKind
from qingmiao.orgs.enums import UnitKind

OPENED, CLOSES = -9, 11
ANSWER_SHARE, NIL_EVERY = 0.55, 7
OPINION_DAYS = 7
QUOTA = 2
MOST_AGE = 37
SELVES = ("pending", "agreed", "opposed", "silent", "pending", "agreed")
ASKED_KINDS = (
    UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.MASS, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT,
)  # fmt: skip
NOTICE = (
    "为建好年轻干部“育苗圃”，现开展新一轮优秀“四类干部”推荐。请各单位党组织按名额推荐，"
    "每名人选写清一两件具体事例，并请一名了解情况的同志作证明；干部本人也可以自荐，由所在单位在七日内表态。"
    "没有合适人选的单位请零报告。"
)
CATEGORIES = (("young", None), ("women", 1), ("minority", None), ("non_party", None))
"""Each with the places of a unit; nothing where only the notice's own number limits them."""
QUESTIONS = (
    ("merits", "急难险重任务中最能说明问题的一件事", "long", "", "both"),
    ("extra", "最适合的历练方式", "choice", "乡镇街道、项目一线、信访维稳、招商引资、跟班学习", "organization"),
    ("extra", "愿意接受的历练方式", "choice", "乡镇街道、项目一线、信访维稳、招商引资、跟班学习", "self"),
)  # fmt: skip
OPINIONS = {"agreed": "情况属实，同意。", "opposed": "该同志承担重点任务，建议年底后再议。"}
STATEMENTS = ("与其同在专班半年，遇事敢上，群众认可。", "汛期值守连续在岗，亲眼所见。")


def call_for_nominations(scene: Scene) -> None:
    Call(scene).make()


class Call:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.day = scene, scene.day
        self.draw: Draw = scene.draw("call for nominations")
        self.opens = later(scene.day, OPENED)
        self.named: set[int] = set()
        self.cited = district_demand(scene, self.opens)

    def make(self) -> None:
        scene = self.scene
        half = "上" if self.opens.month < 7 else "下"
        self.event = scene.record(
            "nominations.nominationevent", self.opens,
            title=f"{self.opens.year}年{half}半年优秀“四类干部”推荐（第二批）",
            document_no=f"演组通〔{self.opens.year}〕71号", category_id=None, opens_on=self.opens,
            closes_on=later(self.day, CLOSES), quota_per_unit=QUOTA, state="open", notice=NOTICE,
            referees_at_least=1, asks_wishes=True, tells_nominee="outcome",
            demand_id=self.cited,
        )  # fmt: skip
        self.categories = {
            code: scene.codes["four_categories", code] for code, _quota in CATEGORIES
        }
        for code, quota in CATEGORIES:
            scene.record(
                "nominations.eventcategory", self.opens, event_id=self.event,
                category_id=self.categories[code], quota_per_unit=quota,
            )  # fmt: skip
        self.women: set[int] = set()
        self.questions = [
            scene.record(
                "nominations.formquestion", self.opens, event_id=self.event, step=step,
                position=number * 10, label=label, kind=kind, options=options, asked_of=asked_of,
            )
            for number, (step, label, kind, options, asked_of) in enumerate(QUESTIONS, 1)
        ]  # fmt: skip
        units = [unit for kind in ASKED_KINDS for unit in scene.tree.of(kind)]
        for unit in self.draw.some(units, 4):
            scene.record(
                "nominations.unitquota", self.opens, event_id=self.event, unit_id=unit.id,
                quota=QUOTA + 1, reason="年轻干部集中，增加一个名额",
            )  # fmt: skip
        for unit in units[::45]:
            scene.record(
                "nominations.unitquota", self.opens, event_id=self.event, unit_id=unit.id,
                category_id=self.categories["women"], quota=2,
                reason="女干部比例高，增加一个女干部名额",
            )  # fmt: skip
        for number, unit in enumerate(units):
            self._unit(number, unit)
        self._selves()
        self._decide()

    def _fitting(self, unit: Unit) -> list[Cadre]:
        people = self.scene.working(self.scene.in_unit.get(unit.id, []), self.opens)
        chief = self.scene.chief_of(unit)
        return [
            c for c in people
            if c.age(self.day) <= MOST_AGE and c is not chief and c.id not in self.named
            and c.group != Group.RANKED
        ]  # fmt: skip

    def _unit(self, number: int, unit: Unit) -> None:
        if number % NIL_EVERY == NIL_EVERY - 1:
            self.scene.book.add(
                "nominations.nilreturn", event_id=self.event, unit_id=unit.id,
                reason="符合条件的同志已在库，本次不再推荐", declared_on=self._some_day(),
                declared_by=f"{unit.short}组织员",
            )  # fmt: skip
        elif self.draw.chance(ANSWER_SHARE):
            for cadre in self.draw.some(self._fitting(unit), self.draw.randint(1, QUOTA)):
                self._nominate(cadre, unit, self._some_day(), "organization")

    def _some_day(self) -> date:
        return self.draw.workday(self.opens, self.day)

    def _nominate(self, cadre: Cadre, unit: Unit, on: date, route: str, **more: Any) -> int:
        scene, draw = self.scene, self.draw
        self.named.add(cadre.id)
        dimension = draw.choice(SEEN_AT_WORK)
        chief = scene.chief_of(unit)
        is_own = route == "self"
        merits = draw.choice(BEHAVIOUR[dimension])
        state = "accepted" if not is_own and on < later(self.day, -3) else "submitted"
        row = {
            "event_id": self.event, "person_id": cadre.id, "unit_id": unit.id, "route": route,
            "nominator": cadre.name if is_own else f"{unit.short}党组织", "submitted_on": on,
            "dimension": dimension.value, "merits": merits, "unit_opinion": "", "state": state,
            "decision": "", "decision_note": "",
            "submitter_name": cadre.name if is_own else f"{unit.short}组织员",
            "nominator_person_id": cadre.id if is_own else None,
            "submitter_person_id": cadre.id if is_own else None,
            "answers": self._answers(is_own=is_own),
            "category_id": self.categories[self._category(cadre, unit, is_own=is_own)],
        }  # fmt: skip
        number = scene.record("nominations.nomination", on, **(row | more))
        others = [c for c in scene.in_unit.get(unit.id, []) if c not in (cadre, chief)]
        for referee in draw.some(others, 1):
            vouches = draw.chance(0.6)
            scene.book.add(
                "nominations.referee", nomination_id=number, person_id=referee.id,
                relation="同事", state="vouched" if vouches else "asked",
                statement=draw.choice(STATEMENTS) if vouches else "", asked_on=on,
                answered_on=min(on + timedelta(days=2), self.day) if vouches else None,
            )  # fmt: skip
        if state == "accepted":
            self._claim(cadre, unit, on, number, dimension, merits, chief)
            if self.cited is not None:
                scene.find(
                    self.cited, cadre, found_by="nomination", on=on,
                    text=f"{unit.short}组织推荐", origin=("nominations.nomination", number),
                )  # fmt: skip
        return number

    def _category(self, cadre: Cadre, unit: Unit, *, is_own: bool) -> str:
        """A woman of each unit for the women's place, everybody else for the young."""
        if cadre.is_male or is_own or unit.id in self.women:
            return "young"
        self.women.add(unit.id)
        return "women"

    def _claim(
        self, cadre: Cadre, unit: Unit, on: date, number: int, dimension: Any, merits: str,
        chief: Cadre | None,
    ) -> None:  # fmt: skip
        self.scene.claim(
            cadre=cadre, dimension=dimension, text=merits, kind=SourceKind.NOMINATION,
            name=f"{unit.short}党组织", on=on, origin=("nominations.nomination", number),
            source=chief, unit=unit,
        )  # fmt: skip

    def _answers(self, *, is_own: bool) -> list[dict[str, str]]:
        story = "连夜组织转移群众，无一伤亡。"
        way = self.draw.choice(QUESTIONS[1][3].split("、"))
        asked = (0, 2) if is_own else (0, 1)
        return [
            {
                "id": str(self.questions[n]), "question": QUESTIONS[n][1],
                "text": said, "value": said,
            }
            for n, said in zip(asked, (story, way), strict=True)
        ]  # fmt: skip

    def _selves(self) -> None:
        """Self-nominations in every stage of their unit's word."""
        people = [
            c for c in self.scene.working(self.scene.young, self.opens)
            if c.age(self.day) <= MOST_AGE and c.id not in self.named and c.group != Group.RANKED
            and self.scene.chief_of(c.home) not in (None, c)
        ]  # fmt: skip
        for opinion, cadre in zip(SELVES, self.draw.some(people, len(SELVES)), strict=False):
            on = self.opens if opinion == "silent" else later(self.day, -3)
            said = OPINIONS.get(opinion, "")
            self._nominate(
                cadre, cadre.home, on, "self", opinion=opinion, unit_opinion=said,
                opinion_due_on=later(on, OPINION_DAYS),
                opinion_on=later(on, 2) if said else None,
                opinion_by=f"{cadre.home.short}党组织书记" if said else "",
            )  # fmt: skip

    def _decide(self) -> None:
        """The first few of those accepted were already gone through; the rest wait."""
        accepted = [
            row for row in self.scene.book.rows("nominations.nomination")
            if row["event_id"] == self.event and row["state"] == "accepted"
        ]  # fmt: skip
        for row in accepted[:4]:
            row["decision"] = "training"
            decide(self.scene, self.event, row["person_id"], "training", self.day)


def decide(scene: Scene, event: int, person: int, decision: str, on: date) -> None:
    """The rows of one decision: what was agreed to, or that it was for no purpose at all."""
    purposes = (
        ("tier_a", "tier_b", "training", "posting") if decision == "rejected" else (decision,)
    )
    for purpose in purposes:
        scene.book.add(
            "nominations.groupdecision", event_id=event, person_id=person, purpose=purpose,
            outcome="no" if decision == "rejected" else "yes",
            note="会商研判：暂不成熟，继续培养" if decision == "rejected" else "",
            decided_on=on, decided_by="区委组织部",
        )  # fmt: skip
