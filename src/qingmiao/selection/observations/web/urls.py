from qingmiao.registers.web.routes import routes
from qingmiao.selection.observations.register import FRONTS, OBSERVATIONS

app_name = "observations"
urlpatterns = [*routes(OBSERVATIONS), *routes(FRONTS)]
