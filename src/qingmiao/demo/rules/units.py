"""The unit tree with its history, and the posts of every unit."""

from dataclasses import dataclass, field
from datetime import date

from qingmiao.demo.contracts import Book, Wish
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.demo.rules.posts import slots
from qingmiao.demo.rules.unit_names import BY_KIND, CLOSED, full_name
from qingmiao.orgs.enums import Level, Principal, UnitKind

FOUNDED = date(1976, 1, 1)
REFORM = date(2019, 3, 20)
REFORM_BASIS = "演示区机构改革方案（2019年）"
NO_SUPERIOR = ""


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    name: str
    short: str
    kind: UnitKind
    begins: date
    earlier_name: str = ""

    def named(self, on: date) -> str:
        """Its short name on a day."""
        return self.earlier_name if self.earlier_name and on < REFORM else self.short


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    unit: Unit
    title: str
    level: Level
    principal: Principal
    headcount: int
    sort_no: int


@dataclass(slots=True)
class Tree:
    """All standing units and their posts, in unit order."""

    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def called(self, short: str) -> Unit:
        return next(unit for unit in self.units if unit.short == short)

    def of(self, *kinds: UnitKind) -> list[Unit]:
        return [unit for unit in self.units if unit.kind in kinds]

    def posts_of(self, unit: Unit) -> list[Post]:
        return [post for post in self.posts if post.unit.id == unit.id]


def plant(book: Book, wish: Wish) -> Tree:
    """Write units, versions and posts."""
    tree = Tree()
    draw = Draw(wish.seed, wish.day, "units")
    ids: dict[str, int] = {}
    root = _unit(book, draw, tree, short="演示区", kind=UnitKind.DISTRICT, ids=ids)
    for kind, lines in BY_KIND.items():
        for line in filter(None, lines):
            short, superior, earlier, is_new = _read(line)
            _unit(
                book, draw, tree, short=short, kind=kind, ids=ids,
                superior=superior or root.short, earlier=earlier, is_new=is_new,
            )  # fmt: skip
    _closed_ones(book, draw, ids)
    _moves_of_late(book, wish, ids)
    for unit in tree.units:
        _posts(book, tree, unit)
    return tree


def _read(line: str) -> tuple[str, str, str, bool]:
    line, _, superior = line.partition(" / ")
    line, _, earlier = line.partition(" < ")
    is_new = line.endswith(" +")
    return line.removesuffix(" +").strip(), superior.strip(), earlier.strip(), is_new


def _unit(
    book: Book,
    draw: Draw,
    tree: Tree,
    *,
    short: str,
    kind: UnitKind,
    ids: dict[str, int],
    superior: str = NO_SUPERIOR,
    earlier: str = "",
    is_new: bool = False,
) -> Unit:
    rows = book.rows("orgs.unit")
    above = rows[ids[superior] - 1] if superior else None
    siblings = sum(1 for row in rows if above and row["parent_id"] == above["id"])
    begins = REFORM if is_new else FOUNDED
    number = len(rows) + 1
    path = f"{above['path']}{number}/" if above else f"/{number}/"
    common = {
        "kind": kind.value,
        "parent_id": above["id"] if above else None,
        "sort_no": number * 10,
    }
    name = full_name(short, kind)
    ids[short] = book.add(
        "orgs.unit",
        uid=draw.getrandbits(128),
        code=f"{above['code']}.{siblings + 1:03d}" if above else "001",
        name=name,
        short_name=short,
        path=path,
        begins=begins,
        ends=None,
        **common,
    )
    if earlier:
        _version(book, ids[short], earlier, full_name(earlier, kind), FOUNDED, REFORM, common)
    _version(
        book, ids[short], short, name, REFORM if earlier else begins, None, common,
        basis=REFORM_BASIS if earlier or is_new else "",
    )  # fmt: skip
    unit = Unit(ids[short], name, short, kind, begins, earlier)
    tree.units.append(unit)
    return unit


def _version(
    book: Book,
    unit_id: int,
    short: str,
    name: str,
    begins: date,
    ends: date | None,
    common: dict[str, object],
    basis: str = "",
) -> None:
    book.add(
        "orgs.unitversion",
        unit_id=unit_id,
        name=name,
        short_name=short,
        begins=begins,
        ends=ends,
        basis=basis,
        **common,
    )


def _closed_ones(book: Book, draw: Draw, ids: dict[str, int]) -> None:
    """Bodies the reform dissolved: they stand in old résumés and in the tree of old days."""
    root = book.rows("orgs.unit")[0]
    for short in CLOSED.split():
        number = len(book.rows("orgs.unit")) + 1
        common: dict[str, object] = {
            "kind": UnitKind.GOVERNMENT.value, "parent_id": root["id"], "sort_no": number * 10,
        }  # fmt: skip
        ids[short] = book.add(
            "orgs.unit", uid=draw.getrandbits(128), code=f"001.9{number:03d}", short_name=short,
            name=full_name(short, UnitKind.GOVERNMENT), path=f"/{root['id']}/{number}/",
            begins=FOUNDED, ends=REFORM, **common,
        )  # fmt: skip
        name = full_name(short, UnitKind.GOVERNMENT)
        _version(book, ids[short], short, name, FOUNDED, REFORM, common)


def _moves_of_late(book: Book, wish: Wish, ids: dict[str, int]) -> None:
    """Within the four years one body came under another, and one was given a new name."""
    data = ids["区大数据中心"]
    moved = shifted(wish.day, -20)
    unit = book.rows("orgs.unit")[data - 1]
    new_home = book.rows("orgs.unit")[ids["区行政审批服务局"] - 1]
    unit |= {"parent_id": new_home["id"], "path": f"{new_home['path']}{data}/"}
    _split(
        book,
        data,
        moved,
        {"parent_id": new_home["id"]},
        "演示区编委会议纪要（大数据中心隶属关系调整）",
    )
    renamed = shifted(wish.day, -31)
    _split(
        book,
        ids["区投资促进中心"],
        renamed,
        {},
        "演示区编委会议纪要（更名）",
        earlier="区招商服务中心",
    )


def _split(
    book: Book,
    unit_id: int,
    day: date,
    change: dict[str, object],
    basis: str,
    earlier: str = "",
) -> None:
    """End the unit's last version on a day and begin another there."""
    old = [row for row in book.rows("orgs.unitversion") if row["unit_id"] == unit_id][-1]
    new = {key: value for key, value in old.items() if key != "id"}
    new |= {"begins": day, "basis": basis, **change}
    old["ends"] = day
    if earlier:
        old |= {"short_name": earlier, "name": full_name(earlier, UnitKind.INSTITUTION)}
    book.add("orgs.unitversion", **new)


def _posts(book: Book, tree: Tree, unit: Unit) -> None:
    for number, slot in enumerate(slots(unit.short, unit.kind), 1):
        post_id = book.add(
            "orgs.post",
            unit_id=unit.id,
            title=slot.title,
            level=slot.level.value,
            is_leading_team=slot.is_leading_team,
            principal=slot.principal.value,
            headcount=slot.headcount,
            sort_no=number * 10,
            begins=unit.begins,
            ends=None,
            basis="演示区机构编制方案",
        )
        tree.posts.append(
            Post(post_id, unit, slot.title, slot.level, slot.principal, slot.headcount, number * 10)
        )
