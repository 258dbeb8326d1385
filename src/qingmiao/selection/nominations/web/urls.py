from qingmiao.registers.web.routes import routes
from qingmiao.selection.nominations.register import EVENTS, NOMINATIONS

app_name = "nominations"
urlpatterns = [*routes(NOMINATIONS), *routes(EVENTS)]
