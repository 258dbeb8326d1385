from qingmiao.cultivation.campaigns.register import CAMPAIGNS, CONTRIBUTIONS
from qingmiao.registers.web.routes import routes

app_name = "campaigns"
urlpatterns = [*routes(CAMPAIGNS), *routes(CONTRIBUTIONS)]
