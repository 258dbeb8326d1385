"""育 · 储能: what the invented young cadres want to be taught."""

from collections.abc import Sequence

from qingmiao.demo.rules.draw import Draw
from qingmiao.engines.ballots.contracts import Question
from qingmiao.engines.ballots.enums import MARKS, Asked

TOLD, LATER = "青年夜校下半年想学什么", "青苗大练兵练什么、怎么练"
ASKED: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    (
        "最想学的内容", Asked.MULTIPLE,
        ("公文写作", "招商谈判", "数据分析", "应急处置", "群众工作方法", "短视频制作", "项目申报", "法律实务"), 3,
    ),
    ("什么时候上课合适", Asked.SINGLE, ("工作日晚上", "周末白天", "工作日白天"), 0),
    ("对以往课程的总体评价", Asked.SCALE, (), 0),
    ("还有什么想学的", Asked.TEXT, (), 0),
)  # fmt: skip
BOARD = (
    ("招商谈判实战", "请一线招商干部带着案例讲，分组模拟谈判。", 27, "economics", "招商谈判"),
    ("公文写作改稿会", "带自己的稿子来，当场改。", 23, "writing", "公文写作"),
    ("数据分析入门", "从表格到图表，解决报表里的真问题。", 19, "digital", "数据分析"),
    ("应急处置桌面推演", "防汛、火情、舆情各一场。", 16, "masses", "应急处置"),
    ("矛盾纠纷调解", "跟社区老书记学调解。", 11, "masses", "群众工作方法"),
    ("项目申报与资金管理", "从立项到验收走一遍流程。", 9, "projects", "项目申报"),
    ("短视频拍摄与剪辑", "用手机讲好基层故事。", 6, "photography", "短视频制作"),
    ("方言听说", "外地来的选调生听不懂老乡说话。", 4, "masses", ""),
)
PROPOSED = (
    ("无人机操作", "防汛巡堤、违建巡查用得上。"),
    ("英语会话", "接待外商时用。"),
)
DOUBLE = ("公文怎么改", "领导总说我的稿子不行。")
"""Says the same as the second of the board."""
WISHES = (
    "希望多到村里现场教学", "想学怎么开好院坝会", "课后能有人帮着改材料", "想和企业同龄人交流", "能不能录下来回看",
    "想学统计报表怎么审核", "希望晚上七点以后开课",
)  # fmt: skip


def sheet_of(draw: Draw, questions: Sequence[Question]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for question in questions:
        if question.kind == Asked.MULTIPLE:
            first = draw.weighted(tuple((each, 9 - at) for at, each in enumerate(question.options)))
            others = [each for each in question.options if each != first]
            said[question.name] = [first, *draw.sample(others, question.most - 1)]
        elif question.kind == Asked.SINGLE:
            weights = zip(question.options, (6, 3, 1), strict=False)
            said[question.name] = [draw.weighted(tuple(weights))]
        elif question.kind == Asked.SCALE:
            said[question.name] = [draw.weighted(tuple(zip(MARKS, (1, 1, 4, 9, 7), strict=True)))]
        elif draw.chance(0.3):
            said[question.name] = [draw.choice(WISHES)]
    return said
