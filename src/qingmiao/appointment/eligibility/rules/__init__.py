from qingmiao.appointment.eligibility.rules.deciding import TARGETS, decide

__all__ = ["TARGETS", "decide"]
