"""炼 · 项目专员, 三类专员, 插班跟学: schemes, postings, mentors and their talks."""

from dataclasses import dataclass
from datetime import date, timedelta

from qingmiao.demo.rules.cadres import BELOW, Cadre
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.demo.rules.units import Unit
from qingmiao.evidence.enums import Dimension, SourceKind


@dataclass(frozen=True, slots=True)
class Scheme:
    code: str
    name: str
    group: str
    months: int
    posted: tuple[int, ...]
    """How many went in each round; the sum is the figure of the speech."""
    rounds: tuple[int, ...]
    """When each round began, in months from the demo day."""
    hosts: tuple[str, ...]
    places: tuple[str, ...]
    dimension: Dimension
    mentor_policy: str = ""


SCHEMES = (
    Scheme(
        "project-specialist", "项目专员", "project", 12, (5, 5), (-36, -19),
        ("演示高新技术产业园", "演示临港物流园", "演示现代农业产业园"),
        ("园区二期建设", "招商专班", "征拆专班", "重点项目指挥部"), Dimension.PROJECTS,
        "由区委常委和园区主要负责人特管帮带",
    ),
    Scheme(
        "filing-specialist", "项目报建专员", "three", 12, (3, 2), (-29, -11), ("区行政审批服务局", "区发展和改革局"),
        ("项目报建专班",), Dimension.COORDINATION, "由职能部门主要负责人培育",
    ),
    Scheme(
        "rural-guide", "乡村指导专员", "three", 12, (3,), (-29,), ("区农业农村局",), ("和美乡村示范片",),
        Dimension.MASSES, "由职能部门主要负责人培育",
    ),
    Scheme(
        "promotion-specialist", "企业促销专员", "three", 12, (2,), (-29,), ("区商务局",), ("企业促销专班",),
        Dimension.RESULTS, "由职能部门主要负责人培育",
    ),
    Scheme(
        "shadow-inspection", "插班跟学·巡察", "shadow", 3, (8, 8, 8), (-33, -21, -8), ("区委巡察办",),
        ("区委第{n}轮巡察",), Dimension.POLITICS,
    ),
    Scheme(
        "shadow-political", "插班跟学·政治建设考察", "shadow", 2, (8, 8, 7), (-30, -18, -2), ("区委组织部",),
        ("区委政治建设考察第{n}批",), Dimension.POLITICS,
    ),
    Scheme(
        "shadow-investment", "插班跟学·驻点招商", "shadow", 6, (4, 3), (-25, -7), ("区招商促进局",),
        ("粤港澳大湾区驻点招商", "上海驻点招商"), Dimension.PROJECTS,
    ),
)  # fmt: skip
TALKS = (
    ("征拆户提出的补偿疑问怎么答", "先把政策原文吃透，再一户一策列清单，当面算账"),
    ("部门会签总是拖", "带着问题清单上门，把分歧写在纸上，一次议清"),
    ("招商谈判怎么守住底线", "先算综合账，再给条件；承诺写进会议纪要"),
    ("如何处理与原单位的工作衔接", "交接写清楚，每月回去报告一次"),
    ("项目融资不熟悉", "跟班财政评审一周，把流程走一遍"),
    ("群众工作经验少", "每周入户两次，先听后说，记好日志"),
)
RESULTS = (
    "期满鉴定优秀：独立承担任务，成效明显。",
    "期满鉴定良好：熟悉业务快，协调有办法。",
    "期满鉴定称职：按要求完成各项任务。",
)


class Dispatch:
    """Sends people out, nobody to two places at once, and nobody posted as a specialist is promoted after
    it unless the plan of moves says so."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.draw = scene, scene.draw("postings")
        self.sent: set[int] = set()
        self.postings: list[tuple[int, Cadre, Scheme, date]] = []

    def make(self) -> None:
        founded = self.scene.almanac.begins
        for scheme in SCHEMES:
            row = self.scene.record(
                "postings.scheme", founded, code=scheme.code, name=scheme.name, group=scheme.group,
                is_full_time=True, months=scheme.months, mentor_policy=scheme.mentor_policy,
                basis=f"演组发〔{founded.year}〕8号", begins=founded, ends=None,
            )  # fmt: skip
            self._rounds(scheme, row)
        self._proposed()
        for posting, cadre, scheme, begins in self.postings:
            if scheme.mentor_policy:
                self._mentors(posting, cadre, scheme, begins)

    def _rounds(self, scheme: Scheme, row: int) -> None:
        planned = [c for c in self.scene.serving if c.move and c.move.scheme == scheme.code]
        planned.sort(key=lambda c: c.move.day if c.move else date.max)
        for number, (count, months) in enumerate(zip(scheme.posted, scheme.rounds, strict=True), 1):
            begins = later(shifted(self.scene.day, months), 4 + number)
            ends = shifted(begins, scheme.months)
            crew, planned = planned[:count], planned[count:]
            crew += self._recruits(scheme, begins, count - len(crew))
            for cadre in crew:
                self._post(scheme, row, cadre, number, begins, ends)

    def _recruits(self, scheme: Scheme, begins: date, count: int) -> list[Cadre]:
        scene = self.scene
        pool = [
            c for c in scene.working(scene.young, shifted(begins, -18))
            if c.id not in self.sent and c.age(begins) <= 37 and c.home.short not in scheme.hosts
            and (c.group in BELOW or (scheme.group == "shadow" and not (c.move and c.move.scheme)))
        ]  # fmt: skip
        return self.draw.some(pool, count)

    def _post(
        self, scheme: Scheme, row: int, cadre: Cadre, number: int, begins: date, ends: date
    ) -> None:
        scene, draw = self.scene, self.draw
        self.sent.add(cadre.id)
        host = scene.tree.called(draw.choice(scheme.hosts))
        until = min(ends, cadre.move.day) if cadre.move and cadre.move.day > begins else ends
        is_over, is_early = until <= scene.day, until < ends
        place = draw.choice(scheme.places).format(n="一二三"[number - 1])
        result = draw.choice(RESULTS) if is_over else ""
        posting = scene.record(
            "postings.posting", begins, scheme_id=row, person_id=cadre.id,
            home_unit_id=scene.unit_on(cadre, begins).id, host_unit_id=host.id, place=place,
            round_no=f"第{'一二三'[number - 1]}批", begins=begins, planned_end=ends,
            ends=until if is_over else None, letter_no=f"演组派〔{begins.year}〕{draw.randint(1, 40)}号",
            state="recalled" if is_over and is_early else "returned" if is_over else "running",
            result=result, early_reason="提拔任用" if is_over and is_early else "",
        )  # fmt: skip
        self.postings.append((posting, cadre, scheme, begins))
        self._resume_line(cadre, scheme, host, place, begins, until if is_over else None)
        if is_over:
            scene.claim(
                cadre=cadre, dimension=scheme.dimension, text=result, kind=SourceKind.HOST, name=host.short,
                on=until, origin=("postings.posting", posting), unit=host, source=scene.chief_of(host),
            )  # fmt: skip

    def _resume_line(
        self, cadre: Cadre, scheme: Scheme, host: Unit, place: str, begins: date, ends: date | None
    ) -> None:
        """The posting inside (其间) the line of the job it interrupted."""
        rows = [r for r in self.scene.book.rows("dossiers.spell") if r["person_id"] == cadre.id]
        outer = next(
            (r for r in rows if r["kind"] == "work" and r["begins"] <= begins and (r["ends"] is None or begins < r["ends"])),
            None,
        )  # fmt: skip
        if outer is None:
            return
        first, last = begins.replace(day=1), ends.replace(day=1) if ends else None
        if outer["ends"] and (last is None or last > outer["ends"]):
            last = outer["ends"]
        if last is not None and last < first:
            return
        self.scene.book.add(
            "dossiers.spell", person_id=cadre.id, kind="posting", begins=first, ends=last,
            text=f"选派任{scheme.name}（{host.short}，{place}）", order=outer["order"], source="演示数据",
            within_id=outer["id"], unit_id=host.id, post_id=None, level="", is_main=False,
        )  # fmt: skip

    def _proposed(self) -> None:
        """Two who are to join the next round: named, not yet sent, and so not counted."""
        scene = self.scene
        row = next(
            r for r in scene.book.rows("postings.scheme") if r["code"] == "shadow-inspection"
        )
        for cadre in self._recruits(SCHEMES[4], scene.day, 2):
            scene.record(
                "postings.posting", scene.day, scheme_id=row["id"], person_id=cadre.id,
                home_unit_id=cadre.home.id, host_unit_id=scene.tree.called("区委巡察办").id,
                place="区委下一轮巡察", round_no="拟选派", begins=later(scene.day, 20),
                planned_end=shifted(scene.day, 4), ends=None, state="proposed",
            )  # fmt: skip

    # ------------------------------------------------------------ mentors
    def _mentors(self, posting: int, cadre: Cadre, scheme: Scheme, begins: date) -> None:
        scene = self.scene
        row = scene.book.rows("postings.posting")[posting - 1]
        committee = [c for c in scene.county if "常委" in c.title]
        host = next(u for u in scene.tree.units if u.id == row["host_unit_id"])
        heads = [c for c in (scene.chief_of(host),) if c]
        mentors = ([self.draw.choice(committee)] if scheme.group == "project" else []) + heads
        for mentor in {m.id: m for m in mentors if m is not cadre}.values():
            number = scene.record(
                "mentoring.mentorship", begins, mentee_id=cadre.id, mentor_id=mentor.id, posting_id=posting,
                begins=begins, ends=row["ends"], goals="半年能独立牵头，一年成为行家里手",
                state="finished" if row["ends"] else "active",
            )  # fmt: skip
            self._talks(number, cadre, mentor, begins, row["ends"] or scene.day)

    def _talks(
        self, mentorship: int, cadre: Cadre, mentor: Cadre, begins: date, ends: date
    ) -> None:
        on = begins + timedelta(days=self.draw.randint(20, 45))
        while on < ends:
            question, advice = self.draw.choice(TALKS)
            talk = self.scene.record(
                "mentoring.mentortalk", on, mentorship_id=mentorship, held_on=on, question=question,
                advice=advice, is_confirmed=on < self.scene.day - timedelta(days=15),
            )  # fmt: skip
            if self.draw.chance(0.25):
                self.scene.claim(
                    cadre=cadre, dimension=Dimension.LEARNING, text=f"帮带谈话：{question}，已按建议落实",
                    kind=SourceKind.MENTOR, name=mentor.name, on=on, origin=("mentoring.mentortalk", talk),
                    source=mentor,
                )  # fmt: skip
            on += timedelta(days=self.draw.randint(40, 75))
