from qingmiao.cultivation.campaigns.models.campaign import Campaign, Round
from qingmiao.cultivation.campaigns.models.contribution import Contribution, Reading, Support
from qingmiao.cultivation.campaigns.models.sitting import SignIn, Sitting
from qingmiao.cultivation.campaigns.models.task import Progress, Task

__all__ = [
    "Campaign",
    "Contribution",
    "Progress",
    "Reading",
    "Round",
    "SignIn",
    "Sitting",
    "Support",
    "Task",
]
