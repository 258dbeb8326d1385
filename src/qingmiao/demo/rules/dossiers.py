"""Dossiers of everybody: identity, schooling, résumé, levels, appraisals, awards, tags, present facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from qingmiao.demo.contracts import Book, Wish
from qingmiao.demo.rules.almanac import NINETIES, Almanac
from qingmiao.demo.rules.cadres import BELOW, Cadre, Group
from qingmiao.demo.rules.draw import Draw, month, shifted
from qingmiao.demo.rules.names import ETHNIC, PLACES
from qingmiao.demo.rules.seats import RANKS_ARE_HELD_IN
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.enums import (
    Grade,
    LevelSeries,
    PersonCategory,
    PoliticalFace,
    Precision,
    Rank,
    SpellKind,
    Standing,
    StudyMode,
)
from qingmiao.people.dossiers.rules import present
from qingmiao.people.dossiers.rules.names import romanised, search_text

SOURCE = "演示数据"
OTHER_PARTIES = (
    (PoliticalFace.MASSES, "", 10), (PoliticalFace.MINGE, "民革", 1), (PoliticalFace.MINMENG, "民盟", 2),
    (PoliticalFace.MINJIAN, "民建", 1), (PoliticalFace.JIUSAN, "九三学社", 1),
    (PoliticalFace.INDEPENDENT, "无党派", 1),
)  # fmt: skip
SPECIALITIES = (
    "文字综合", "项目管理", "群众工作", "城市规划", "财税金融", "农业农村", "招商引资", "基层党建",
    "依法行政", "应急管理", "信息化", "教育管理",
)  # fmt: skip
TITLES_BY_MAJOR = {
    "会计学": "会计师", "土木工程": "工程师", "水利水电工程": "工程师", "环境工程": "工程师",
    "临床医学": "主治医师", "农学": "农艺师", "计算机科学与技术": "工程师",
}  # fmt: skip
RANK_REFORM = date(2019, 6, 1)
RANK_LADDER = (
    Rank.CLERK_2, Rank.CLERK_1, Rank.SECTION_4, Rank.SECTION_3, Rank.SECTION_2, Rank.SECTION_1,
    Rank.RESEARCHER_4,
)  # fmt: skip
FIRST_APPRAISED = 2018
YOUNG = 37


class Registrar:
    """Writes one dossier after the other into the book."""

    def __init__(
        self, book: Book, wish: Wish, almanac: Almanac, codes: Mapping[tuple[str, str], int]
    ) -> None:
        self.book, self.wish, self.almanac, self.codes = book, wish, almanac, codes
        self.draw = Draw(wish.seed, wish.day, "dossiers")

    def enter(self, cadre: Cadre) -> None:
        face, party_text, joined = self._party(cadre)
        ethnicity = self.draw.weighted(ETHNIC)
        self._person(cadre, face, party_text, joined, ethnicity)
        self._educations(cadre)
        self._spells(cadre)
        self._levels(cadre)
        self._ranks(cadre)
        self._appraisals(cadre)
        self._awards(cadre)
        self._facts(cadre, face, ethnicity)
        self._tags(cadre, face, ethnicity)

    # ------------------------------------------------------------ identity
    def _party(self, cadre: Cadre) -> tuple[PoliticalFace, str, date | None]:
        share = 0.72 if cadre.group in BELOW else 0.91
        if self.draw.chance(share):
            first = shifted(cadre.birth, 12 * 20)
            joined = month(
                self.draw.day(
                    first, min(shifted(cadre.birth, 12 * 29), shifted(self.wish.day, -14))
                )
            )
            return PoliticalFace.PARTY_MEMBER, f"{joined:%Y.%m}", joined
        if cadre.age(self.wish.day) < 28:
            return PoliticalFace.LEAGUE, "", None
        face, text = self.draw.weighted([((f, t), w) for f, t, w in OTHER_PARTIES])
        return face, text, None

    def _person(
        self,
        cadre: Cadre,
        face: PoliticalFace,
        party_text: str,
        joined: date | None,
        ethnicity: str,
    ) -> None:
        full_time = [s.schooling for s in cadre.studies if s.is_full_time]
        native, level_since, rank_since = self.draw.choice(PLACES), max(cadre.steps.values()), None
        if cadre.rank:
            rank_since = self._rank_since(cadre)
        read = romanised(cadre.name)
        home = cadre.home
        row: dict[str, Any] = {
            "uid": self.draw.getrandbits(128),
            "name": cadre.name,
            "pinyin": read.pinyin,
            "initials": read.initials,
            "sex": cadre.sex.value,
            "birth": cadre.birth,
            "birth_precision": Precision.DAY.value,
            "id_number": cadre.id_number,
            "ethnicity": ethnicity,
            "native_place": native,
            "birth_place": native if self.draw.chance(0.9) else self.draw.choice(PLACES),
            "political_face": face.value,
            "party_text": party_text,
            "party_joined": joined,
            "work_began": cadre.entry,
            "health": "健康",
            "professional_title": TITLES_BY_MAJOR.get(cadre.studies[0].major, ""),
            "speciality": self.draw.choice(SPECIALITIES) if self.draw.chance(0.7) else "",
            "category": self._category(cadre).value,
            "standing": cadre.standing,
            "managed_from": max(cadre.entry, shifted(cadre.birth, 12 * 21)),
            "managed_until": cadre.managed_until,
            "unit_id": home.id,
            "post_id": cadre.post.id if cadre.post else None,
            "post_text": self._post_text(cadre),
            "post_since": cadre.since,
            "level": cadre.level.value,
            "level_since": level_since,
            "rank": cadre.rank.value if cadre.rank else "",
            "rank_since": rank_since,
            "schooling": present.highest(s.schooling for s in cadre.studies),
            "full_time_schooling": full_time[-1].value,
            "sort_no": self._sort_no(cadre),
            "roster_order": present.roster_order(home.id * 10, self._sort_no(cadre)),
            "is_demo": True,
            "created_at": self.almanac.begins,
        }
        row["search_text"] = search_text(
            name=cadre.name, unit=home.name, unit_short=home.short, post=row["post_text"]
        )
        if self.book.add("dossiers.person", **row) != cadre.id:
            raise ValueError("dossiers are entered in the order of the cadres")

    def _post_text(self, cadre: Cadre) -> str:
        home = cadre.home
        if home.kind == UnitKind.DISTRICT:
            return cadre.title
        if cadre.title.startswith("区委常委、"):
            return f"区委常委，{home.short}{cadre.title.removeprefix('区委常委、')}"
        return f"{home.short}{cadre.title}"

    def _sort_no(self, cadre: Cadre) -> int:
        if cadre.post:
            return cadre.post.sort_no
        return 500 + RANK_LADDER[::-1].index(cadre.rank) * 10 if cadre.rank else 900

    def _category(self, cadre: Cadre) -> PersonCategory:
        match cadre.home.kind:
            case UnitKind.INSTITUTION:
                return PersonCategory.INSTITUTION
            case UnitKind.ENTERPRISE:
                return PersonCategory.ENTERPRISE
            case UnitKind.MASS:
                return PersonCategory.REFERENCED
            case _:
                return PersonCategory.CIVIL_SERVANT

    # ------------------------------------------------------------ schooling and résumé
    def _educations(self, cadre: Cadre) -> None:
        for study in cadre.studies:
            self.book.add(
                "dossiers.education",
                person_id=cadre.id,
                mode=(StudyMode.FULL_TIME if study.is_full_time else StudyMode.IN_SERVICE).value,
                schooling=study.schooling.value,
                schooling_text=study.schooling_text,
                degree=study.degree.value,
                degree_text=study.degree_text,
                school=study.school,
                major=study.major,
                begins=study.begins,
                ends=study.ends,
                source=SOURCE,
            )

    def _spells(self, cadre: Cadre) -> None:
        order = 0
        for study in (s for s in cadre.studies if s.is_full_time):
            order += 1
            self._spell(cadre, order, SpellKind.STUDY, study.begins, study.ends, study_text(study))
        beside = [s for s in cadre.studies if not s.is_full_time]
        for stint in cadre.stints:
            begins, ends = month(stint.begins), month(stint.ends) if stint.ends else None
            if cadre.managed_until and (ends is None or ends > cadre.managed_until):
                ends = month(cadre.managed_until)
            if ends and ends <= begins:
                continue
            order += 1
            outer = self._spell(
                cadre, order, SpellKind.WORK, begins, ends, stint.text,
                unit_id=stint.unit.id if stint.unit else None,
                post_id=stint.post.id if stint.post else None,
                level=stint.level.value,
            )  # fmt: skip
            for study in [
                s for s in beside if begins <= s.begins and (ends is None or s.begins < ends)
            ]:
                order += 1
                self._spell(
                    cadre, order, SpellKind.STUDY, study.begins, study.ends, study_text(study),
                    within_id=outer, is_main=False,
                )  # fmt: skip

    def _spell(
        self,
        cadre: Cadre,
        order: int,
        kind: SpellKind,
        begins: date,
        ends: date | None,
        text: str,
        **more: Any,
    ) -> int:
        row: dict[str, Any] = {
            "within_id": None, "unit_id": None, "post_id": None, "level": "", "is_main": True,
        }  # fmt: skip
        return self.book.add(
            "dossiers.spell",
            person_id=cadre.id,
            kind=kind.value,
            begins=begins,
            ends=ends,
            text=text,
            order=order,
            source=SOURCE,
            **(row | more),
        )

    # ------------------------------------------------------------ levels and ranks
    def _levels(self, cadre: Cadre) -> None:
        steps = list(cadre.steps.items())
        for index, (level, begins) in enumerate(steps):
            ends = steps[index + 1][1] if index + 1 < len(steps) else cadre.managed_until
            self._level(cadre, LevelSeries.POST, begins, ends, level=level.value)

    def _level(
        self, cadre: Cadre, series: LevelSeries, begins: date, ends: date | None, **held: str
    ) -> None:
        if ends is not None and ends <= begins:
            return
        self.book.add(
            "dossiers.levelspell",
            person_id=cadre.id,
            series=series.value,
            level=held.get("level", ""),
            rank=held.get("rank", ""),
            begins=begins,
            ends=ends,
            document=f"演组干〔{begins.year}〕{self.draw.randint(1, 120)}号",
            source=SOURCE,
        )

    def _rank_since(self, cadre: Cadre) -> date:
        """When the present rank began: never before ranks existed, nor in the last three months."""
        first = max(RANK_REFORM, shifted(cadre.entry, 12))
        last = shifted(cadre.managed_until or self.wish.day, -3)
        return (
            first if last <= first else month(self.draw.day(max(first, shifted(last, -40)), last))
        )

    def _ranks(self, cadre: Cadre) -> None:
        if not cadre.rank:
            return
        ends = cadre.managed_until
        begins = self.book.rows("dossiers.person")[cadre.id - 1]["rank_since"]
        rung = RANK_LADDER.index(cadre.rank)
        spells: list[tuple[date, date | None, Rank]] = []
        first = max(RANK_REFORM, shifted(cadre.entry, 12))
        while True:
            spells.append((begins, ends, RANK_LADDER[rung]))
            if rung == 0 or begins <= shifted(first, 24):
                break
            rung, ends = rung - 1, begins
            begins = max(first, shifted(begins, -self.draw.randint(24, 40)))
        for begins, ends, rank in reversed(spells):
            self._level(cadre, LevelSeries.RANK, begins, ends, rank=rank.value)

    # ------------------------------------------------------------ appraisals, awards, tags
    def _appraisals(self, cadre: Cadre) -> None:
        last = (cadre.managed_until or shifted(self.wish.day, -3)).year - 1
        is_civil = cadre.home.kind in RANKS_ARE_HELD_IN
        excellent = 0.34 if cadre.birth >= NINETIES or cadre.move else 0.16
        for year in range(max(FIRST_APPRAISED, cadre.entry.year), last + 1):
            if year == cadre.entry.year:
                grade = Grade.UNGRADED
            elif self.draw.chance(excellent):
                grade = Grade.EXCELLENT
            elif self.draw.chance(0.004) and cadre.group == Group.STAFF:
                grade = Grade.BASIC if is_civil else Grade.BASIC_QUALIFIED
            else:
                grade = Grade.COMPETENT if is_civil else Grade.QUALIFIED
            self.book.add(
                "dossiers.appraisal", person_id=cadre.id, year=year, grade=grade.value,
                note="试用期内" if grade == Grade.UNGRADED else "", source=SOURCE,
            )  # fmt: skip

    def _awards(self, cadre: Cadre) -> None:
        for _ in range(self.draw.weighted(((0, 50), (1, 30), (2, 14), (3, 6)))):
            day = self.draw.day(
                shifted(cadre.entry, 18), shifted(cadre.managed_until or self.wish.day, -1)
            )
            authority, title = self.draw.choice(AWARDS)
            self.book.add(
                "dossiers.award",
                person_id=cadre.id,
                awarded_on=month(day),
                authority=authority,
                title=title.format(year=day.year - 1),
                source=SOURCE,
            )

    def _facts(self, cadre: Cadre, face: PoliticalFace, ethnicity: str) -> None:
        person = self.book.rows("dossiers.person")[cadre.id - 1]
        self.book.put(
            "dossiers.personfacts",
            {
                "person_id": cadre.id,
                "unit_id": cadre.home.id,
                "unit_kind": cadre.home.kind.value,
                "level": cadre.level.value,
                "sex": cadre.sex.value,
                "birth_month": present.birth_month(cadre.birth),
                "schooling_tier": present.schooling_tier(person["schooling"]),
                "is_party": present.is_party_member(face),
                "is_minority": present.is_minority(ethnicity),
                "in_service": cadre.standing == Standing.IN_SERVICE,
            },
        )

    def _tags(self, cadre: Cadre, face: PoliticalFace, ethnicity: str) -> None:
        outside = (PoliticalFace.PARTY_MEMBER, PoliticalFace.PROBATIONARY, PoliticalFace.LEAGUE)
        belongs = {
            "young": cadre.age(self.wish.day) <= YOUNG,
            "women": not cadre.is_male,
            "minority": ethnicity != "汉族",
            "non_party": face not in outside,
        }
        if cadre.group == Group.FORMER:
            return
        for code, holds in belongs.items():
            if holds:
                tag = self.codes["four_categories", code]
                self.book.add("dossiers.persontag", person_id=cadre.id, tag_id=tag)


AWARDS = (
    ("中共演示区委、演示区人民政府", "授予{year}年度先进工作者称号"),
    ("中共演示区委", "授予优秀共产党员称号"),
    ("演示区人民政府", "{year}年度考核优秀，给予嘉奖"),
    ("中共青澜市委", "授予优秀党务工作者称号"),
    ("青澜市人民政府", "{year}年度重点项目建设记三等功"),
    ("共青团青澜市委", "授予青年岗位能手称号"),
    ("演示区总工会", "授予五一劳动奖章"),
)


def study_text(study: Any) -> str:
    """As a résumé line says it."""
    verb = "在职学习" if not study.is_full_time else "学习"
    return f"{study.school}{study.major}专业{verb}" if study.major else f"{study.school}{verb}"
