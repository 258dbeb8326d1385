"""Tables of the visits, noun by noun."""

from qingmiao.selection.visits.models.duty import Liaison, Segment
from qingmiao.selection.visits.models.enclosure import Enclosure
from qingmiao.selection.visits.models.lead import Lead
from qingmiao.selection.visits.models.talk import Attendee, Heard
from qingmiao.selection.visits.models.visit import Visit

__all__ = ["Attendee", "Enclosure", "Heard", "Lead", "Liaison", "Segment", "Visit"]
