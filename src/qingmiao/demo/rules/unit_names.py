"""The invented district's bodies, in customary order: party, assemblies, government, mass, towns …

A line is ``short name``, or ``short name < earlier name``: those were renamed by the reform of 2019;
``short name +`` stands since that reform; ``short name / superior`` hangs below another body.
"""

from qingmiao.demo.rules.draw import words
from qingmiao.orgs.enums import UnitKind

PARTY = """
区纪委监委机关
区委办公室
区委组织部
区委宣传部
区委统战部
区委政法委
区委改革办 +
区委编办
区委网信办 +
区委巡察办
区直机关工委
区委老干部局
"""
ASSEMBLY = """
区人大常委会机关
区政协机关
"""
GOVERNMENT = """
区政府办公室
区发展和改革局
区教育局
区科学技术局
区工业和信息化局
区民政局
区司法局
区财政局
区人力资源和社会保障局
区自然资源局 < 区国土资源局
区住房和城乡建设局
区城市管理局
区交通运输局
区水利局
区农业农村局 < 区农业局
区商务局
区文化和旅游局 < 区文化广电新闻出版局
区卫生健康局 < 区卫生和计划生育局
区退役军人事务局 +
区应急管理局 < 区安全生产监督管理局
区审计局
区市场监督管理局 < 区工商行政管理局
区统计局
区医疗保障局 +
区行政审批服务局 +
区信访局
区林业局
区机关事务管理局
区招商促进局
区城市更新局 +
"""
MASS = """
区总工会
团区委
区妇联
区工商联
区科协
区文联
区残联
区红十字会
"""
TOWNSHIPS = words("青禾镇 松石镇 望川镇 柳汀镇 稻香镇 麦垄镇 苇塘乡 枫坡乡 晴岚乡")
SUBDISTRICTS = words("启明街道 文澜街道 听泉街道 锦帆街道 星河街道 和畅街道 临澜街道")
PARKS = words("演示高新技术产业园 演示现代农业产业园 演示临港物流园")
ENTERPRISES = """
演示城市建设投资集团
演示产业发展集团
演示文化旅游集团
演示水务公司
演示公共交通公司
演示农业发展公司
演示资产运营公司
演示融资担保公司
"""
INSTITUTIONS = """
区委党校
区档案馆 / 区委办公室
区融媒体中心 / 区委宣传部
区大数据中心 / 区政府办公室
区投资促进中心 / 区招商促进局
区项目服务中心 / 区发展和改革局
区公共资源交易中心 / 区行政审批服务局
区政务服务中心 / 区行政审批服务局
区社会治理中心 / 区委政法委
区疾病预防控制中心 / 区卫生健康局
区人民医院 / 区卫生健康局
区中医医院 / 区卫生健康局
区妇幼保健院 / 区卫生健康局
区第一中学 / 区教育局
区第二中学 / 区教育局
区实验小学 / 区教育局
区职业教育中心 / 区教育局
区青少年宫 / 团区委
区图书馆 / 区文化和旅游局
区文化馆 / 区文化和旅游局
区博物馆 / 区文化和旅游局
区体育事业中心 / 区文化和旅游局
区环境卫生中心 / 区城市管理局
区园林绿化中心 / 区城市管理局
区市政设施中心 / 区城市管理局
区农业技术推广中心 / 区农业农村局
区动物卫生中心 / 区农业农村局
区水利工程中心 / 区水利局
区房屋征收中心 / 区住房和城乡建设局
区不动产登记中心 / 区自然资源局
区就业服务中心 / 区人力资源和社会保障局
区社会保险中心 / 区人力资源和社会保障局
区医疗保障中心 / 区医疗保障局
区养老服务中心 / 区民政局
区社会救助中心 / 区民政局
区法律援助中心 / 区司法局
区应急救援中心 / 区应急管理局
区国库支付中心 / 区财政局
"""
CLOSED = """
区旅游局
区粮食局
"""
"""Dissolved by the same reform."""

BY_KIND: dict[UnitKind, list[str]] = {
    UnitKind.PARTY: PARTY.split("\n"),
    UnitKind.ASSEMBLY: ASSEMBLY.split("\n"),
    UnitKind.GOVERNMENT: GOVERNMENT.split("\n"),
    UnitKind.MASS: MASS.split("\n"),
    UnitKind.TOWNSHIP: TOWNSHIPS,
    UnitKind.SUBDISTRICT: SUBDISTRICTS,
    UnitKind.PARK: PARKS,
    UnitKind.ENTERPRISE: ENTERPRISES.split("\n"),
    UnitKind.INSTITUTION: INSTITUTIONS.split("\n"),
}
LED_FROM_ABOVE = {"区纪委监委机关", "区委组织部", "区委宣传部", "区委统战部", "区委政法委"}
"""Their heads sit on the district's standing committee and stand a level higher."""
LARGE = {"区人民医院", "区中医医院", "区第一中学", "区委党校", "区融媒体中心"}
"""Institutions led by a head of section level."""


def full_name(short: str, kind: UnitKind) -> str:
    """The name on the door plate."""
    if short.startswith(("区委", "区纪委")):
        return f"中共演示{short}"
    if short == "团区委":
        return "共青团演示区委员会"
    if short.startswith("区"):
        return f"演示{short}"
    if kind in (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        return f"演示区{short}"
    return short


def in_a_line(short: str) -> str:
    """As a résumé line names it."""
    if short == "团区委":
        return "共青团演示区委"
    if short.startswith("区"):
        return f"演示{short}"
    return short if short.startswith("演示") else f"演示区{short}"
