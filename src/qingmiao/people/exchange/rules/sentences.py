"""What codes say to the reader, each with what to do about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.engines.sandbox.rules.sentences import SENTENCES as SANDBOX
from qingmiao.people.exchange.enums import DateFlaw, FileFlaw, Found, RowFlaw

FILES: dict[str, Any] = {
    FileFlaw.UNKNOWN: gettext_lazy("不认识的文件：请选择 .lrmx、.lrm 与 .pic，或装有它们的 .zip"),
    FileFlaw.NOT_XML: gettext_lazy(
        "不是任免审批表文件（第 %(line)s 行第 %(column)s 列读不下去）：请用编辑器打开并另存"
    ),
    FileFlaw.WRONG_ROOT: gettext_lazy("不是任免审批表文件（根元素是 %(root)s，应为 Person）"),
    FileFlaw.HAS_DTD: gettext_lazy("文件带有文档类型声明或实体，已拒绝读取：请用编辑器另存后再传"),
    FileFlaw.TOO_DEEP: gettext_lazy("文件结构异常，已拒绝读取：请用编辑器打开并另存"),
    FileFlaw.NOT_LRM: gettext_lazy("不是旧版任免审批表（.lrm）：请用编辑器打开并另存为 .lrmx"),
    FileFlaw.NO_NAME: gettext_lazy("表中没有姓名：请补填后重新导出"),
    FileFlaw.ZIP_TOO_MANY: gettext_lazy("压缩包内文件超过 %(most)s 个：请分批上传"),
    FileFlaw.ZIP_ESCAPES: gettext_lazy("压缩包内的路径越出目录（%(name)s），已拒绝读取"),
    FileFlaw.ZIP_LINK: gettext_lazy("压缩包内含有链接（%(name)s），已拒绝读取"),
    FileFlaw.ZIP_DUPLICATE: gettext_lazy("压缩包内有重名文件（%(name)s）：请改名后重新压缩"),
    FileFlaw.ZIP_OVERLAPS: gettext_lazy("压缩包结构异常，已拒绝读取：请重新压缩"),
    FileFlaw.ZIP_EMPTY: gettext_lazy("压缩包内没有 .lrmx 或 .lrm 文件"),
    FileFlaw.PHOTO_DAMAGED: gettext_lazy("照片数据不完整：请在编辑器中重新插入照片"),
    FileFlaw.PHOTO_TOO_LARGE: gettext_lazy("照片过大：请缩小到 4000 万像素、10 MB 以内"),
    FileFlaw.PHOTO_UNKNOWN: gettext_lazy("照片不是可读的图片：请改用 JPEG"),
    FileFlaw.SOUND_DAMAGED: gettext_lazy("录音不完整，听不了：请重新录一段"),
    FileFlaw.SOUND_UNKNOWN: gettext_lazy(
        "不是认识的录音：请用 m4a、mp3、aac、ogg、wav、amr 或 webm"
    ),
    FileFlaw.SOUND_IS_FILM: gettext_lazy("这是录像，不是录音：请改用手机的录音机"),
}
DATES: dict[str, Any] = {
    DateFlaw.NOT_A_DATE: gettext_lazy("“%(text)s”不是日期：请写成 1989.10 或 1989.10.24"),
    DateFlaw.NO_SUCH_MONTH: gettext_lazy("“%(text)s”的月份不存在：月份应为 01 至 12"),
    DateFlaw.NO_SUCH_DAY: gettext_lazy("“%(text)s”的日子不存在：请核对日历"),
    DateFlaw.YEAR_OUT_OF_RANGE: gettext_lazy("“%(text)s”的年份不在 1900 至 2100 之间"),
    DateFlaw.ONE_OR_TEN: gettext_lazy(
        "“%(text)s”分不清是 1 月还是 10 月：请写成两位月份，如 1989.01 或 1989.10"
    ),
}
ROWS: dict[str, Any] = {
    RowFlaw.REQUIRED: gettext_lazy("不能为空：请补填"),
    RowFlaw.UNKNOWN_WORD: gettext_lazy("“%(text)s”不在可选值内：可填 %(words)s"),
    RowFlaw.TOO_LONG: gettext_lazy("共 %(count)s 字，最多 %(most)s 字：请精简"),
    RowFlaw.NOT_A_NAME: gettext_lazy("“%(text)s”不像姓名：请只填汉字、字母和间隔号“·”"),
    RowFlaw.MONTH_MISSING: gettext_lazy("“%(text)s”缺少月份：请写成 1989.10"),
    RowFlaw.NOT_AN_IDENTITY: gettext_lazy("%(text)s 不是有效的身份证号：请核对 18 位和校验码"),
    RowFlaw.ID_OF_SOMEBODY_ELSE: gettext_lazy(
        "身份证号中的出生年份与 %(year)s 年相差过大：请核对是否填错了行"
    ),
    RowFlaw.SAME_IDENTITY: gettext_lazy("与第 %(row)s 项身份证号相同：一人只能出现一次，请核对"),
    RowFlaw.SAME_PERSON: gettext_lazy("与第 %(row)s 项姓名、出生年月相同：请填身份证号加以区分"),
    RowFlaw.UNIT_UNKNOWN: gettext_lazy("没有名为“%(text)s”的单位：请用单位全称或简称"),
    RowFlaw.UNIT_MISSING: gettext_lazy("新建档案要有单位：请补填本单位"),
    RowFlaw.UNIT_OUTSIDE: gettext_lazy("不在您维护的单位范围内：请交由干部科导入"),
    RowFlaw.SEVERAL: gettext_lazy("有 %(count)s 名干部与此同名同出生年月：请填身份证号加以区分"),
    RowFlaw.ID_TAKEN: gettext_lazy("该身份证号与姓名不符：请核对后联系干部科"),
}
FINDINGS: dict[str, Any] = {
    Found.GAP: gettext_lazy("简历中断 %(months)s 个月：%(before)s 与 %(after)s 之间"),
    Found.OVERLAP: gettext_lazy("简历重叠 %(months)s 个月：%(before)s 与 %(after)s"),
    Found.BACKWARDS: gettext_lazy("起止时间颠倒：%(line)s %(text)s"),
    Found.ORDER: gettext_lazy("简历先后次序不对：%(after)s 排在 %(before)s 之后"),
    Found.OPEN_IN_THE_MIDDLE: gettext_lazy("不是最后一段却没有终止时间：%(line)s %(text)s"),
    Found.IN_THE_FUTURE: gettext_lazy("时间在今天之后：%(line)s %(text)s"),
    Found.UNPARSED_LINE: gettext_lazy("简历第 %(line)s 行未能识别，原文已保留：%(text)s"),
    Found.FIRST_WORK: gettext_lazy("第一段工作从 %(line)s 开始，参加工作时间却是 %(archive)s"),
    Found.STUDY_NOT_LISTED: gettext_lazy("简历中的%(school)s（%(line)s）未列入学历学位"),
    Found.SCHOOL_NOT_IN_RESUME: gettext_lazy("学历学位中的%(school)s在简历中没有对应段落"),
    Found.BAD_DATE: gettext_lazy("%(field)s“%(text)s”不是日期，未采纳"),
    Found.ID_MISSING: gettext_lazy("没有身份证号"),
    Found.ID_WRONG: gettext_lazy("身份证号不正确，未采纳"),
    Found.ID_BIRTH: gettext_lazy("身份证号中的出生日期 %(number)s 与出生年月 %(archive)s 不一致"),
    Found.ID_SEX: gettext_lazy("身份证号中的性别与“%(archive)s”不一致"),
    Found.PARTY_UNDER_AGE: gettext_lazy("%(date)s 入党时只有 %(age)s 岁"),
    Found.WORK_UNDER_AGE: gettext_lazy("%(date)s 参加工作时只有 %(age)s 岁"),
    Found.PARTY_UNREAD: gettext_lazy("入党时间中的“%(text)s”未能识别，原文已保留"),
    Found.FAMILY_BEYOND_FORM: gettext_lazy("家庭成员 %(count)s 人，打印只列前 %(most)s 人"),
    Found.FAMILY_BEYOND_FILE: gettext_lazy("家庭成员 %(count)s 人，编辑器只保存 %(most)s 人"),
    Found.PHOTO_MISSING: gettext_lazy("没有照片"),
    Found.PHOTO_UNREADABLE: gettext_lazy("照片未采纳：%(why)s"),
    Found.UNKNOWN_ELEMENT: gettext_lazy("含有不认识的栏目，已原样保留：%(names)s"),
    Found.UNKNOWN_WORD: gettext_lazy("%(field)s“%(text)s”不在可选值内，未采纳"),
    Found.POST_NOT_IN_RESUME: gettext_lazy("现任职务“%(post)s”与简历最后一段“%(text)s”对不上"),
    Found.SANCTION: gettext_lazy("奖惩情况含有处分内容，未录入档案：请到“管”的密封区登记"),
    Found.UNIT_NOT_FOUND: gettext_lazy("现任职务“%(post)s”中没有认出本区单位：请在档案中补选"),
    Found.FILE_SEEN: gettext_lazy("同一文件已在批次 #%(batch)s 导入过"),
}
FIELDS = {
    "XingMing": gettext_lazy("姓名"),
    "XingBie": gettext_lazy("性别"),
    "ChuShengNianYue": gettext_lazy("出生年月"),
    "MinZu": gettext_lazy("民族"),
    "JiGuan": gettext_lazy("籍贯"),
    "ChuShengDi": gettext_lazy("出生地"),
    "RuDangShiJian": gettext_lazy("入党时间"),
    "CanJiaGongZuoShiJian": gettext_lazy("参加工作时间"),
    "DaoLingNianYue": gettext_lazy("到龄年月"),
    "JianKangZhuangKuang": gettext_lazy("健康状况"),
    "ZhuanYeJiShuZhiWu": gettext_lazy("专业技术职务"),
    "ShuXiZhuanYeYouHeZhuanChang": gettext_lazy("熟悉专业有何专长"),
    "QuanRiZhiJiaoYu_XueLi": gettext_lazy("全日制学历"),
    "QuanRiZhiJiaoYu_XueWei": gettext_lazy("全日制学位"),
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": gettext_lazy("全日制学历毕业院校"),
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": gettext_lazy("全日制学位毕业院校"),
    "ZaiZhiJiaoYu_XueLi": gettext_lazy("在职学历"),
    "ZaiZhiJiaoYu_XueWei": gettext_lazy("在职学位"),
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": gettext_lazy("在职学历毕业院校"),
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": gettext_lazy("在职学位毕业院校"),
    "XianRenZhiWu": gettext_lazy("现任职务"),
    "NiRenZhiWu": gettext_lazy("拟任职务"),
    "NiMianZhiWu": gettext_lazy("拟免职务"),
    "JianLi": gettext_lazy("简历"),
    "JiangChengQingKuang": gettext_lazy("奖惩情况"),
    "NianDuKaoHeJieGuo": gettext_lazy("年度考核结果"),
    "RenMianLiYou": gettext_lazy("任免理由"),
    "JiaTingChengYuan": gettext_lazy("家庭主要成员及重要社会关系"),
    "ChengBaoDanWei": gettext_lazy("呈报单位"),
    "GaiGeQianRenZhiNianLingJieXian": gettext_lazy("改革前任职年龄界限"),
    "JiSuanNianLingShiJian": gettext_lazy("计算年龄时间"),
    "TianBiaoShiJian": gettext_lazy("填表时间"),
    "TianBiaoRen": gettext_lazy("填表人"),
    "ShenFenZheng": gettext_lazy("身份证号"),
    "ZhaoPian": gettext_lazy("照片"),
}
COLUMN_LABELS = {
    "name": gettext_lazy("姓名"),
    "sex": gettext_lazy("性别"),
    "birth": gettext_lazy("出生年月"),
    "id_number": gettext_lazy("身份证号"),
    "ethnicity": gettext_lazy("民族"),
    "native_place": gettext_lazy("籍贯"),
    "birth_place": gettext_lazy("出生地"),
    "political_face": gettext_lazy("政治面貌"),
    "party_text": gettext_lazy("入党时间"),
    "work_began": gettext_lazy("参加工作时间"),
    "health": gettext_lazy("健康状况"),
    "professional_title": gettext_lazy("专业技术职务"),
    "speciality": gettext_lazy("熟悉专业有何专长"),
    "unit": gettext_lazy("单位"),
    "post_text": gettext_lazy("现任职务"),
    "post_since": gettext_lazy("任现职时间"),
    "level": gettext_lazy("职务层次"),
    "level_since": gettext_lazy("任现职务层次时间"),
    "rank": gettext_lazy("职级"),
    "rank_since": gettext_lazy("任现职级时间"),
    "full_time_schooling": gettext_lazy("全日制学历"),
    "schooling": gettext_lazy("最高学历"),
    "category": gettext_lazy("人员类别"),
    "phone": gettext_lazy("联系电话"),
}
"""How pages call the columns of a roster; files keep the headings an import reads."""

_ALL: dict[str, Any] = {**SANDBOX, **FILES, **DATES, **ROWS, **FINDINGS}


def sentence_of(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of any code, its gaps filled; a field's own name is put into words as well."""
    told = {
        key: field_label(str(value)) if key == "field" else value for key, value in params.items()
    }
    if "why" in told:
        told["why"] = sentence_of(str(told["why"]), {**params, "why": ""})
    return str(_ALL[code]) % told


def field_word(name: str) -> Any:
    """The name of a field of the form, as the ledger keeps it."""
    return FIELDS.get(name, name)


def field_label(name: str) -> str:
    return str(field_word(name))


def column_word(key: str) -> Any:
    """The name of a column of the roster, as the ledger keeps it."""
    return COLUMN_LABELS.get(key, key)


def column_label(key: str) -> str:
    return str(column_word(key))


def error_sentence(error: Mapping[str, Any]) -> str:
    """第 12 行「出生年月」：… with its remedy; a form's error names no row."""
    sentence = sentence_of(error["code"], error["params"])
    if not error.get("row"):
        return sentence
    if not error.get("column"):
        return _("第 %(row)s 行：%(sentence)s") % {"row": error["row"], "sentence": sentence}
    return _("第 %(row)s 行「%(column)s」：%(sentence)s") % {
        "row": error["row"],
        "column": error["column"],
        "sentence": sentence,
    }
