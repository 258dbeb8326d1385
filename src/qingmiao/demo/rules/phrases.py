"""What people say of people: behaviour, not adjectives."""

from qingmiao.evidence.enums import Dimension

BEHAVIOUR: dict[Dimension, tuple[str, ...]] = {
    Dimension.POLITICS: (
        "重大任务面前主动请战，汛期连续十二天驻守一线", "组织生活会上敢于开展批评和自我批评，问题说到点上",
        "传达上级部署当天就拿出落实清单，责任到人", "面对网上不实传言及时说明情况、稳定群众情绪",
    ),
    Dimension.DUTY: (
        "接手停工两年的安置点，四个月协调三家单位复工", "主动认领征拆最难的一片，带队逐户上门三轮签约",
        "牵头处理历史遗留产权问题，二十七户全部办证", "项目资金缺口时跑市里争取专项，未误开工节点",
    ),
    Dimension.PRESSURE: (
        "专班攻坚期间连续加班，方案七易其稿按期上报", "被当面质问时不急不躁，当场说清政策再约时间回复",
        "同时承担三项限时任务，分清先后全部按期完成", "应急值守一周处理险情五起，无一迟报",
    ),
    Dimension.COMPLEXITY: (
        "欠薪聚集现场先稳住人、再对账，当晚达成支付方案", "学区调整引发集中咨询，分批座谈一周内平息",
        "暴雨转移群众时预判道路中断，提前改走备用路线", "两村水源纠纷中找出旧协议，促成分时供水",
    ),
    Dimension.COORDINATION: (
        "牵头五个部门联合踏勘，一次明确全部报建材料", "把分散的会议并成周调度，办结时间缩短一半",
        "赛会保障期间统筹六个小组，衔接无差错",
    ),
    Dimension.PROJECTS: (
        "策划包装的冷链项目进入市级储备库", "三个月跑通项目全部前期手续，按期开工",
        "提出分期供地方案，盘活闲置厂房两处",
    ),
    Dimension.EXPRESSION: (
        "把政策讲成身边故事，村民听得懂、愿意问", "路演五分钟讲清投入产出，评委追问对答如流",
        "宣讲后现场答疑二十余条，条条有出处",
    ),
    Dimension.MASSES: (
        "入户走访记下四十多条诉求，逐条回访销号", "长期结对照看三户独居老人，群众直呼其名",
        "调解邻里积怨九年的宅基地纠纷，双方握手言和",
    ),
    Dimension.LEARNING: (
        "自学建模工具，做出全区项目进度看板", "调训结业论文被党校选为交流材料", "三个月通读新规并给同事讲了四课",
    ),
    Dimension.RESULTS: (
        "分管工作在全市考核中由第七升至第二", "所在站所全年群众满意度居全镇首位", "引进企业两家，当年投产纳统",
    ),
}  # fmt: skip
ADVERSE: dict[Dimension, tuple[str, ...]] = {
    Dimension.POLITICS: ("理论学习笔记后补，谈认识较浅",),
    Dimension.DUTY: ("遇到难点等上级拍板，耽误一周",),
    Dimension.PRESSURE: ("任务叠加时情绪急躁，与同事争执一次",),
    Dimension.COMPLEXITY: ("对突发聚集估计不足，到场偏晚",),
    Dimension.RESULTS: ("牵头事项两次延期，未说明原因",),
}
SEEN_AT_WORK = (
    Dimension.DUTY, Dimension.RESULTS, Dimension.MASSES, Dimension.PRESSURE, Dimension.COMPLEXITY,
    Dimension.COORDINATION, Dimension.POLITICS, Dimension.LEARNING,
)  # fmt: skip
PURPOSES = (
    "年轻干部日常调研", "班子运行情况走访", "优秀年轻干部专题调研", "“四类干部”摸底走访",
    "项目一线干部走访", "选派干部跟踪走访",
)  # fmt: skip
SUMMARIES = (
    "与班子成员和中层骨干谈话，了解年轻干部思想和工作情况。", "实地看了项目现场，听取干部群众对年轻干部的反映。",
    "列席工作例会后个别谈话，重点了解急难任务中的表现。", "结合述职情况逐一核对，形成好苗子线索。",
)  # fmt: skip
TOLD_BY = (
    "单位主要负责人",
    "分管领导",
    "科室负责人",
    "同事",
    "村（社区）书记",
    "服务对象",
    "项目指挥部负责人",
)
CLAIMS = (
    "接得住难事", "做事有章法", "群众信得过", "遇事不推", "肯学肯钻", "能带队伍", "话不多，事办得实",
)  # fmt: skip
VILLAGERS = (
    ("周支书", "村党支部书记", "village"), ("何主任", "社区居委会主任", "village"),
    ("骆经理", "项目施工方负责人", "served"), ("叶大姐", "办事群众", "served"),
)  # fmt: skip
"""Who spoke without being a managed cadre: name, position, relation to the unit."""
