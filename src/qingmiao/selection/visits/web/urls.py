from qingmiao.registers.web.routes import routes
from qingmiao.selection.visits.register import LEADS, LIAISONS, SEGMENTS, VISITS

app_name = "visits"
urlpatterns = [*routes(VISITS), *routes(LEADS), *routes(LIAISONS), *routes(SEGMENTS)]
