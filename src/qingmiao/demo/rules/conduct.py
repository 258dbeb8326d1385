"""管 · 风纪扣 and 防风扣, and the incentives of 保温扣: lessons, checks, findings, measures."""

from datetime import date

from qingmiao.demo.rules.cadres import Cadre
from qingmiao.demo.rules.draw import later, shifted
from qingmiao.demo.rules.scene import Scene
from qingmiao.evidence.enums import Dimension, Polarity, Secrecy, SourceKind
from qingmiao.stewardship.inspections.enums import CONFIRMED

ACTIVITIES = (
    ("“清风之旅”廉洁文化体验教育", "route", "清风之旅教育专线", 4),
    ("“镜鉴”以案促改警示教育", "mirror", "区廉政教育基地", 6),
    ("年轻干部廉政党课", "lecture", "区委党校", 6),
    ("新任职干部集体廉政谈话", "other", "区纪委监委", 9),
)
CHECKS = 96
DESCRIPTIONS = (
    "检查时段在岗但长时间浏览与工作无关网页", "会议迟到且未履行请假手续", "值班记录事后补填",
    "对来访群众一问三不知", "交办事项超期未反馈", "窗口岗位空岗二十分钟",
)  # fmt: skip
MEASURES = (
    ("对敢抓敢管、实绩突出的干部通报表扬", "第三条", "commendation", "区委组织部"),
    ("重大项目攻坚人员优先安排疗休养", "第五条", "rest", "区总工会"),
    ("符合三个区分开来情形的予以容错", "第七条", "tolerance", "区纪委监委机关"),
    ("受到不实举报的及时澄清正名", "第八条", "clarification", "区纪委监委机关"),
    ("家庭遇特殊困难的给予关心帮扶", "第十条", "support", "区总工会"),
    ("一线干部子女假期托管服务", "第十一条", "support", "区妇联"),
    ("年轻干部人才公寓优先配租", "第十二条", "support", "区住房和城乡建设局"),
)
CONTENTS = {
    "commendation": "通报表扬：重点项目建设先进个人", "rest": "安排疗休养五天",
    "tolerance": "认定容错：程序合规、未谋私利，不作负面评价", "clarification": "经核查举报不实，在单位范围内澄清",
    "support": "给予关心帮扶",
}  # fmt: skip
BENEFITS = 168


def teach_integrity(scene: Scene) -> None:
    draw, discipline = scene.draw("integrity"), scene.tree.called("区纪委监委机关")
    for title, kind, place, every in ACTIVITIES:
        held, number = shifted(scene.day, -45), 0
        while (held := shifted(held, every)) < later(scene.day, -25):
            number += 1
            on = draw.workday(held, later(held, 20))
            activity = scene.record(
                "integrity.activity", on, title=f"{title}（第{number}期）", kind=kind,
                organizer_id=discipline.id, held_on=on, place=place, is_compulsory=kind != "route",
            )  # fmt: skip
            for cadre in draw.some(scene.working(scene.young, on), draw.randint(32, 52)):
                participation = draw.weighted((("attended", 93), ("excused", 6), ("missed", 1)))
                scene.record(
                    "integrity.activityattendance", on, activity_id=activity, person_id=cadre.id,
                    participation=participation,
                    note="以身边事为镜，守住小节。" if participation == "attended" and draw.chance(0.3) else "",
                )  # fmt: skip


def inspect(scene: Scene) -> None:
    draw = scene.draw("inspections")
    own = [c for c in scene.in_unit[scene.tree.called("区纪委监委机关").id] if not c.is_leader]
    units = [u for u in scene.tree.units if scene.in_unit.get(u.id)][1:]
    seen = set[tuple[int, date]]()
    for number in range(CHECKS):
        is_planned = number >= CHECKS - 3
        on = draw.workday(
            *(
                (later(scene.day, 5), later(scene.day, 25))
                if is_planned
                else (shifted(scene.day, -40), scene.day)
            )
        )
        unit = draw.choice(units)
        if (unit.id, on) in seen:
            continue
        seen.add((unit.id, on))
        is_old = on < later(scene.day, -90)
        campaign = draw.choice(("style", "presence"))
        inspectors = "、".join(c.name for c in draw.some(own, 2))
        check = scene.record(
            "inspections.check", min(on, scene.day), campaign=campaign, unit_id=unit.id,
            checked_on=on, inspectors=inspectors, is_unannounced=True,
            state="planned" if is_planned else "closed" if is_old else "held",
            summary="" if is_planned else "查看在岗情况、值班记录和交办事项台账。",
        )  # fmt: skip
        if not is_planned and draw.chance(0.55):
            _finding(scene, check, unit.id, on, inspectors=inspectors, is_old=is_old)


def _finding(
    scene: Scene, check: int, unit: int, on: date, *, inspectors: str, is_old: bool
) -> None:
    draw = scene.draw(f"finding:{check}")
    code_list, prefix = draw.choice(
        (("eight_phenomena", "phenomenon"), ("eight_prohibitions", "prohibition"))
    )
    here = scene.working(scene.in_unit[unit], on)
    is_personal = draw.chance(0.4) and here
    state = (
        draw.weighted((("verified", 8), ("overturned", 1)))
        if is_old
        else draw.choice(("notified", "explained", "rectifying"))
    )
    phenomenon = scene.codes[code_list, f"{prefix}-{draw.randint(1, 8)}"]
    cadre = draw.choice(here) if is_personal else None
    description = draw.choice(DESCRIPTIONS)
    row = scene.record(
        "inspections.finding", on, check_visit_id=check, phenomenon_id=phenomenon,
        person_id=cadre.id if cadre else None, description=description,
        proof=draw.choice(("seen", "seen", "document")), state=state,
        explanation="情况属实，已向单位说明并改正" if state in ("explained", "verified") else "",
        rectify_by=later(on, 15), verified_on=min(later(on, 18), scene.day) if state == "verified" else None,
    )  # fmt: skip
    if cadre and state in CONFIRMED:
        scene.claim(
            cadre=cadre, dimension=Dimension.DUTY, text=description, polarity=Polarity.AGAINST,
            kind=SourceKind.INSPECTION, name=inspectors, on=on, origin=("inspections.finding", row),
            secrecy=Secrecy.DISCIPLINE,
        )  # fmt: skip


def encourage(scene: Scene) -> None:
    draw = scene.draw("measures")
    begins = shifted(scene.day, -34)
    ids: list[tuple[int, str]] = []
    for title, article, kind, owner in MEASURES:
        row = scene.record(
            "measures.measure", begins, title=title, document_no=f"演发〔{begins.year}〕6号《关于激励干部敢为的若干措施》",
            article=article, owner_id=scene.tree.called(owner).id, begins=begins, ends=None,
            conditions="适用于全区在职干部，按程序申报认定。",
        )  # fmt: skip
        ids.append((row, kind))
    weights = [
        (
            each,
            5.0
            if each[1] == "commendation"
            else 0.6
            if each[1] in ("tolerance", "clarification")
            else 2.0,
        )
        for each in ids
    ]
    for _ in range(BENEFITS):
        measure, kind = draw.weighted(weights)
        on = draw.workday(later(begins, 30), scene.day)
        _benefit(scene, measure, kind, on, draw.choice(scene.working(scene.young, on)))


def _benefit(scene: Scene, measure: int, kind: str, on: date, cadre: Cadre) -> None:
    row = scene.record(
        "measures.benefit", on, measure_id=measure, person_id=cadre.id, kind=kind, granted_on=on,
        content=CONTENTS[kind], approved_by="区委组织部部务会",
    )  # fmt: skip
    if kind == "commendation":
        scene.claim(
            cadre=cadre, dimension=Dimension.RESULTS, text=CONTENTS[kind], kind=SourceKind.COMMENDATION,
            name="区委组织部", on=on, origin=("measures.benefit", row),
        )  # fmt: skip
