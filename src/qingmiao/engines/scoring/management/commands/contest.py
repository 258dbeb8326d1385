import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Judging, Result, Rule
from qingmiao.engines.scoring.rules.sentences import tie_step
from qingmiao.engines.scoring.rules.telling import as_json, judging_as_json
from qingmiao.engines.scoring.services.judging import judge_the_judges
from qingmiao.engines.scoring.services.scoring import NotScored, score_files, told

LARGEST = 200 << 20


class Command(BaseCommand):
    help = _("依规则由原始分数独立计算竞赛成绩，不用数据库；分数或规则有误时退出码为 1")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        score = deeds.add_parser("score", help=_("计算成绩和名次"))
        score.add_argument(
            "file",
            metavar="FILE.csv",
            help=_("分数，列为 entry,judge,criterion,score，可有 stage,group"),
        )
        score.add_argument("--rule", required=True, metavar="RULE.json", help=_("计分规则"))
        score.add_argument(
            "--seed", default="", help=_("抽签种子（十六进制），须与规则中的承诺相符")
        )
        score.add_argument(
            "--facets",
            action="store_true",
            help=_("另列评委宽严、一致程度、去一评委、名次区间和迹象"),
        )
        score.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rule, book, result = score_files(
                _read(options["rule"]).decode("utf-8-sig", errors="replace"),
                _read(options["file"]),
                seed=options["seed"],
            )
        except NotScored as no:
            self._refuse(no, as_program=options["json"])
        judging = judge_the_judges(rule, book, result) if options["facets"] else None
        if options["json"]:
            told_all = as_json(result, rule) | (judging_as_json(judging) if judging else {})
            self.stdout.write(json.dumps(told_all, ensure_ascii=False, indent=2))
            return
        self._tell(result, rule)
        if judging:
            self._tell_judging(judging)

    def _refuse(self, no: NotScored, *, as_program: bool) -> None:
        if not as_program:
            raise CommandError("\n".join(no.reasons))
        flaws = [{"row": flaw.row, "field": flaw.field, "message": told(flaw)} for flaw in no.flaws]
        self.stdout.write(json.dumps({"errors": flaws}, ensure_ascii=False, indent=2))
        sys.exit(1)

    def _tell(self, result: Result, rule: Rule) -> None:
        for one in result.entries:
            rank = "—" if one.rank is None else str(one.rank)
            total = "—" if one.total is None else f"{one.total:f}"
            said = {
                "ranked": _("并列") if one.is_tied else "",
                "vetoed": _("一票否决"),
                "not_advanced": _("未晋级"),
                "withdrawn": _("已退出"),
            }[one.status.value]
            self.stdout.write(f"{rank:>5}  {total:>10}  {one.entry}  {said}".rstrip())
        for tie in result.ties:
            self.stdout.write("")
            self.stdout.write(
                _("同分 %(total)s：%(entries)s")
                % {"total": tie.total, "entries": "、".join(tie.entries)}
            )
            by_kind = {(step.by, step.key or step.stage): step for step in rule.ties}
            for step in tie.steps:
                values = "、".join(f"{entry} {value}" for entry, value in step.values)
                verdict = _("分出先后") if step.decided else _("仍相同")
                self.stdout.write(f"  {tie_step(by_kind[step.by, step.key])}: {values}; {verdict}")
        self.stdout.write("")
        for note in result.notes:
            self.stdout.write(_("注：%(note)s") % {"note": note})
        self.stdout.write(result.formula["en" if get_language() == "en" else "zh"])
        self.stdout.write(result.formula["symbols"])

    def _tell_judging(self, judging: Judging) -> None:
        self.stdout.write("")
        self.stdout.write(_("评委宽严（对数单位，0 为平均，正为偏严）；只供参考，不改变成绩"))
        self.stdout.write(judging.facets.connectivity.message)
        for one in judging.facets.judges:
            if one.severity is None or one.se is None:
                self.stdout.write(f"  {one.judge}  —")
                continue
            self.stdout.write(
                f"  {one.judge}  {one.severity:+.2f} ± {one.se:.2f}  "
                f"infit {one.infit:.2f}  outfit {one.outfit:.2f}  "
                + _("校正均分 %(fair).2f（原 %(raw).2f）")
                % {"fair": one.fair_average, "raw": one.average}
            )
        for agreement in judging.agreement:
            if agreement.icc_single is not None and agreement.icc_mean is not None:
                self.stdout.write(
                    f"{agreement.stage} {agreement.group} ICC(2,1) {agreement.icc_single:.3f}  "
                    f"ICC(2,k) {agreement.icc_mean:.3f}  W {agreement.kendall_w:.3f}".strip()
                )
        for one_out in judging.left_out:
            self.stdout.write(
                _("去掉 %(judge)s：第一名 %(first)s，%(moved)s 个名次变动，最多 %(most)s 位")
                % {
                    "judge": one_out.judge,
                    "first": "、".join(one_out.first),
                    "moved": one_out.moved,
                    "most": one_out.largest_move,
                }
            )
        for band in judging.bands:
            self.stdout.write(
                _("名次 %(rank)s  %(entry)s  区间 %(low)s–%(high)s  第 %(band)s 档")
                % {"rank": band.rank, "entry": band.entry, "low": band.low, "high": band.high,
                   "band": band.band}
            )  # fmt: skip
        for sign in judging.indicators.found:
            self.stdout.write(
                f"{sign.kind}: {'、'.join(sign.judges)} · {'、'.join(sign.entries)} "
                f"({sign.figure:.2f} > {sign.bound:.2f})"
            )
        self.stdout.write(judging.indicators.note)
        for note in judging.facets.notes:
            self.stdout.write(_("注：%(note)s") % {"note": note})


def _read(name: str) -> bytes:
    file = Path(name)
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(_("文件过大：%(file)s") % {"file": file})
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(
            _("读不出文件：%(file)s（%(why)s）") % {"file": file, "why": problem.strerror}
        ) from problem
