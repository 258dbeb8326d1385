"""Whole careers without gaps: from the first working day to the present post, level by level."""

from datetime import date

from qingmiao.demo.rules.almanac import Almanac
from qingmiao.demo.rules.cadres import Cadre, Group, Stint
from qingmiao.demo.rules.draw import Draw, month, shifted
from qingmiao.demo.rules.seats import RANKS_ARE_HELD_IN
from qingmiao.demo.rules.unit_names import in_a_line
from qingmiao.demo.rules.units import Post, Tree, Unit
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import Rank

OUTSIDE = (
    "青澜市临川区{town}政府科员", "青澜市望江区财政局科员", "青澜市农机公司职工", "云麓机械厂技术员",
    "青澜市第三中学教师", "某部战士、班长、排长", "青澜市供销社职员", "南屏县教育局科员",
    "青澜市石亭县统计局办事员", "东明建设集团项目部技术员",
)  # fmt: skip
OUTSIDE_TOWNS = ("柏溪镇", "青柳镇", "双桥镇")
CLERKS_BY_KIND = {
    UnitKind.INSTITUTION: ("职员", "管理岗九级职员", "业务科负责人"),
    UnitKind.ENTERPRISE: ("职员", "业务主管", "部门副经理"),
}
CLERKS = ("办事员", "科员", "一级科员")
STEP_MONTHS = {Level.SECTION_DEPUTY: (60, 150), Level.SECTION_CHIEF: (48, 110)}
LADDER = (
    Level.CLERK, Level.SECTION_DEPUTY, Level.SECTION_CHIEF, Level.COUNTY_DEPUTY, Level.COUNTY_CHIEF,
)  # fmt: skip


class Careers:
    """Writes the steps and stints of one cadre after the other."""

    def __init__(self, draw: Draw, almanac: Almanac, tree: Tree) -> None:
        self.draw, self.almanac = draw, almanac
        self.units = tree.units
        self.posts: dict[tuple[int, Level], list[Post]] = {}
        for post in tree.posts:
            self.posts.setdefault((post.unit.id, post.level), []).append(post)

    def write(self, cadre: Cadre) -> None:
        cadre.steps = self._steps(cadre)
        begins = list(cadre.steps.items())
        for index, (level, since) in enumerate(begins):
            until = begins[index + 1][1] if index + 1 < len(begins) else None
            cadre.stints += self._phase(cadre, level, since, until)
        cadre.since = cadre.stints[-1].begins

    # ------------------------------------------------------------ levels
    def _steps(self, cadre: Cadre) -> dict[Level, date]:
        """The day each level was reached, worked backwards from the present one."""
        top = LADDER.index(cadre.level)
        steps = {Level.CLERK: cadre.entry}
        until = self._last_step(cadre)
        for rung in range(top, 0, -1):
            level = LADDER[rung]
            if rung == top and cadre.move and cadre.move.lifts:
                steps[level] = cadre.move.day
            else:
                steps[level] = self._step(cadre, rung, until)
            until = shifted(steps[level], -24)
        return dict(sorted(steps.items(), key=lambda item: item[1]))

    def _last_step(self, cadre: Cadre) -> date:
        """Whoever was not promoted within the four years reached the level before them."""
        limit = shifted(self.almanac.begins, -3)
        return min(limit, shifted(cadre.move.day, -14)) if cadre.move else limit

    def _step(self, cadre: Cadre, rung: int, until: date) -> date:
        earliest = max(shifted(cadre.birth, (24 + rung * 3) * 12), shifted(cadre.entry, rung * 26))
        usual = shifted(cadre.birth, (27 + rung * 5) * 12)
        latest = max(earliest, min(until, shifted(usual, self.draw.randrange(0, 84))))
        if latest > until:  # too young for the usual pace: a fast career
            return max(until, shifted(cadre.entry, rung * 12))
        return month(self.draw.day(min(usual, latest), latest))

    # ------------------------------------------------------------ stints
    def _phase(self, cadre: Cadre, level: Level, since: date, until: date | None) -> list[Stint]:
        """The stints at one level; the last one of all is the present post."""
        cuts = self._cuts(cadre, since, until)
        stints = []
        for index, begins in enumerate(cuts):
            ends = cuts[index + 1] if index + 1 < len(cuts) else until
            if ends is None:
                stints.append(self._present(cadre, begins))
            else:
                stints.append(self._past(cadre, level, begins, ends))
        return stints

    def _cuts(self, cadre: Cadre, since: date, until: date | None) -> list[date]:
        cuts = [since]
        end = until or self._present_begins(cadre, since)
        at = shifted(since, self.draw.randint(26, 68))
        while at < shifted(end, -20):
            cuts.append(at)
            at = shifted(at, self.draw.randint(26, 68))
        if until is None and end > since:
            cuts.append(end)
        return cuts

    def _present_begins(self, cadre: Cadre, since: date) -> date:
        move = cadre.move
        if move:
            return since if move.lifts else move.day
        last = shifted(self.almanac.begins, -1) if cadre.is_leader else self._last_change(cadre)
        floor = max(since, shifted(cadre.home.begins, 1))
        if last <= shifted(floor, 12):
            return floor
        return month(self.draw.day(max(floor, shifted(last, -50)), last))

    def _last_change(self, cadre: Cadre) -> date:
        return shifted(cadre.managed_until or self.almanac.day, -4)

    def _present(self, cadre: Cadre, begins: date) -> Stint:
        unit, title = cadre.home, cadre.title or self._clerk(cadre)
        cadre.title = title
        return Stint(begins, None, unit, cadre.post, title, _line(unit, title, begins), cadre.level)

    def _clerk(self, cadre: Cadre) -> str:
        if cadre.rank:
            return str(Rank(cadre.rank).label)
        kind = cadre.home.kind
        if kind in CLERKS_BY_KIND:
            return CLERKS_BY_KIND[kind][0 if cadre.group == Group.STAFF_YOUNG else 1]
        return "一级科员"

    def _past(self, cadre: Cadre, level: Level, begins: date, ends: date) -> Stint:
        is_last = self._is_before_move(cadre, ends)
        early = begins < shifted(cadre.entry, 60) and cadre.birth.year < 1988
        if level == Level.CLERK and early and not is_last and self.draw.chance(0.35):
            text = self.draw.choice(OUTSIDE).format(town=self.draw.choice(OUTSIDE_TOWNS))
            return Stint(begins, ends, None, None, "", text, level)
        unit = self._past_unit(cadre, level, begins, is_last=is_last)
        is_new = begins < shifted(cadre.entry, 48) and level == Level.CLERK
        post = None if is_new else self._past_post(unit, level)
        title = post.title if post else self._past_title(unit, begins, cadre)
        return Stint(begins, ends, unit, post, title, _line(unit, title, begins), level)

    def _is_before_move(self, cadre: Cadre, ends: date) -> bool:
        return cadre.move is not None and cadre.move.day == ends

    def _past_unit(self, cadre: Cadre, level: Level, begins: date, *, is_last: bool) -> Unit:
        wanted = cadre.move.from_kinds if is_last and cadre.move else ()
        home = cadre.home
        fits = level > Level.SECTION_DEPUTY or (home.id, level) in self.posts
        if (
            home.begins <= begins
            and (not wanted or home.kind in wanted)
            and self.draw.chance(0.4)
            and fits
        ):
            return home
        options = [
            unit for unit in self.units
            if unit.begins <= begins
            and (not wanted or unit.kind in wanted)
            and (level >= Level.CLERK or (unit.id, level) in self.posts)
            and (level < Level.SECTION_CHIEF or unit.kind != UnitKind.DISTRICT)
        ]  # fmt: skip
        return self.draw.choice(options)

    def _past_post(self, unit: Unit, level: Level) -> Post | None:
        posts = self.posts.get((unit.id, level), [])
        if not posts or (level == Level.CLERK and self.draw.chance(0.75)):
            return None
        return self.draw.choice(posts)

    def _past_title(self, unit: Unit, begins: date, cadre: Cadre) -> str:
        clerks = CLERKS_BY_KIND.get(unit.kind, CLERKS)
        return clerks[0] if begins < shifted(cadre.entry, 24) else self.draw.choice(clerks[1:])


def _line(unit: Unit, title: str, begins: date) -> str:
    short = in_a_line(unit.named(begins))
    if unit.kind == UnitKind.DISTRICT:
        return f"演示{title}" if title.startswith("区") else f"演示区{title}"
    if title.startswith("区委常委、"):
        return f"演示区委常委，{short.removeprefix('演示')}{title.removeprefix('区委常委、')}"
    return f"{short}{title}"


def give_rank(draw: Draw, cadre: Cadre, day: date) -> None:
    """职级 on the demo day. Below 副科 nobody holds more than 一级科员."""
    if cadre.home.kind not in RANKS_ARE_HELD_IN or cadre.entry > shifted(day, -13):
        return  # no ranks there, or still in the first year
    age = cadre.age(day)
    match cadre.group:
        case Group.RANKED_YOUNG:
            cadre.rank = draw.weighted(((Rank.SECTION_4, 3), (Rank.SECTION_3, 1)))
        case Group.RANKED if age < 46:
            cadre.rank = draw.weighted(
                ((Rank.SECTION_4, 4), (Rank.SECTION_3, 3), (Rank.SECTION_2, 1))
            )
        case Group.RANKED:
            cadre.rank = draw.weighted(
                (
                    (Rank.SECTION_3, 2),
                    (Rank.SECTION_2, 4),
                    (Rank.SECTION_1, 4),
                    (Rank.RESEARCHER_4, 1),
                )
            )
        case Group.OLDER_DEPUTY if draw.chance(0.5):
            cadre.rank = draw.weighted(((Rank.SECTION_3, 3), (Rank.SECTION_2, 2)))
        case Group.OLDER_CHIEF if draw.chance(0.5):
            cadre.rank = draw.weighted(((Rank.SECTION_1, 3), (Rank.RESEARCHER_4, 1)))
        case Group.FORMER if age >= 50:
            cadre.rank = draw.choice((Rank.SECTION_1, Rank.SECTION_2, Rank.SECTION_3))
        case Group.STAFF | Group.STAFF_YOUNG | Group.FORMER:
            is_new = cadre.entry > shifted(day, -30)
            cadre.rank = Rank.CLERK_2 if is_new else Rank.CLERK_1
