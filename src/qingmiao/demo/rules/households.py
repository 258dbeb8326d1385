"""Families: parents, spouses and children, and those few who serve in the district together."""

from qingmiao.demo.rules.cadres import Cadre, Group
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.names import full_name, given
from qingmiao.demo.rules.scene import Scene

COUPLES, PARENTS_AND_CHILDREN = 14, 6
WORK = (
    "青澜市某企业职工", "演示区个体经营", "青澜市某小学教师", "退休", "务农", "青澜市某医院护士", "自由职业",
    "青澜市某银行职员", "东明市某公司工程师",
)  # fmt: skip
OLD_WORK = ("退休", "务农", "青澜市某厂退休职工", "已去世", "退休教师")


def settle_families(scene: Scene) -> None:
    draw = scene.draw("families")
    spouses, parents = _ties(scene, draw)
    for cadre in scene.people.cadres:
        Household(scene, draw, cadre).write(spouses.get(cadre.id), parents.get(cadre.id))


def _ties(scene: Scene, draw: Draw) -> tuple[dict[int, Cadre], dict[int, Cadre]]:
    """Some cadres are married to one another, some are children of others: both know no secrets of the other."""
    men = [
        c
        for c in scene.serving
        if c.is_male and 28 <= c.age(scene.day) <= 52 and c.group != Group.COUNTY
    ]
    women = [c for c in scene.serving if not c.is_male and 28 <= c.age(scene.day) <= 52]
    spouses: dict[int, Cadre] = {}
    for his in draw.some(men, COUPLES):
        fits = [c for c in women if c.id not in spouses and abs(c.birth.year - his.birth.year) <= 3]
        if fits:
            hers = draw.choice(fits)
            spouses |= {his.id: hers, hers.id: his}
            _tie(scene, his, hers, "配偶")
    parents: dict[int, Cadre] = {}
    for child in draw.some(
        [c for c in scene.young if c.group == Group.STAFF_YOUNG and c.age(scene.day) <= 30], 60
    ):
        if len(parents) == PARENTS_AND_CHILDREN:
            break
        fits = [
            c for c in scene.serving
            if c.is_male and 24 <= child.birth.year - c.birth.year <= 32 and c.name[0] == child.name[0]
            and c.name[:2] not in ("欧阳", "上官", "令狐") and c not in parents.values()
        ]  # fmt: skip
        if fits:
            parents[child.id] = draw.choice(fits)
            _tie(scene, child, parents[child.id], "父子" if child.is_male else "父女")
    return spouses, parents


def _tie(scene: Scene, one: Cadre, other: Cadre, relation: str) -> None:
    scene.book.add("access.kintie", person_id=one.id, kin_id=other.id, relation=relation)


class Household:
    def __init__(self, scene: Scene, draw: Draw, cadre: Cadre) -> None:
        self.scene, self.draw, self.cadre, self.order = scene, draw, cadre, 0

    def write(self, spouse: Cadre | None, father: Cadre | None) -> None:
        cadre, draw = self.cadre, self.draw
        age = cadre.age(self.scene.day)
        if spouse or (age >= 28 and draw.chance(0.88)):
            self._spouse(spouse)
            if age >= 30 and draw.chance(0.84):
                self._children(age, spouse)
        self._parents(father)

    def _spouse(self, spouse: Cadre | None) -> None:
        cadre, draw = self.cadre, self.draw
        relation = "妻子" if cadre.is_male else "丈夫"
        if spouse:
            self._add(relation, spouse.name, spouse, work=f"{spouse.home.short}{spouse.title}")
            return
        birth = shifted(cadre.birth, draw.randint(-48, 40))
        name = full_name(draw, is_male=not cadre.is_male, is_young=birth.year >= 1985)
        self._row(
            relation, name, birth, draw.choice(("中共党员", "群众", "群众")), draw.choice(WORK)
        )

    def _children(self, age: int, spouse: Cadre | None) -> None:
        cadre, draw = self.cadre, self.draw
        father = cadre if cadre.is_male else spouse
        family = (
            _surname(father.name)
            if father
            else _surname(full_name(draw, is_male=True, is_young=True))
        )
        for _ in range(2 if age < 48 and draw.chance(0.25) else 1):
            is_son = draw.chance(0.52)
            born = shifted(cadre.birth, 12 * draw.randint(25, max(26, min(34, age - 1))))
            if born > self.scene.day:
                continue
            years = self.scene.day.year - born.year
            work = "学龄前" if years < 7 else "在校学生" if years < 22 else draw.choice(WORK)
            self._row(
                "儿子" if is_son else "女儿",
                family + given(draw, is_male=is_son, is_young=True),
                born,
                "群众",
                work,
            )

    def _parents(self, father: Cadre | None) -> None:
        cadre, draw = self.cadre, self.draw
        if father:
            self._add("父亲", father.name, father, work=f"{father.home.short}{father.title}")
        else:
            born = shifted(cadre.birth, -12 * draw.randint(23, 33))
            name = full_name(draw, is_male=True, is_young=False, family=_surname(cadre.name))
            self._row("父亲", name, born, draw.choice(("中共党员", "群众")), draw.choice(OLD_WORK))
        born = shifted(cadre.birth, -12 * draw.randint(22, 31))
        name = full_name(draw, is_male=False, is_young=False)
        self._row("母亲", name, born, "群众", draw.choice(OLD_WORK))

    def _add(self, relation: str, name: str, other: Cadre, *, work: str) -> None:
        person = self.scene.book.rows("dossiers.person")[other.id - 1]
        face = "中共党员" if person["political_face"] == "01" else "群众"
        self._row(relation, name, other.birth, face, work)

    def _row(self, relation: str, name: str, birth: object, face: str, work: str) -> None:
        self.order += 1
        self.scene.book.add(
            "dossiers.familymember", person_id=self.cadre.id, relation=relation, name=name, birth=birth,
            political_face_text=face, work_text=work, order=self.order, source="演示数据",
        )  # fmt: skip


def _surname(name: str) -> str:
    return name[:2] if name[:2] in ("欧阳", "上官", "令狐") else name[:1]
