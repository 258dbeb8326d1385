from qingmiao.registers.web.routes import routes
from qingmiao.workdays.register import ADJUSTED_DAYS

app_name = "workdays"
urlpatterns = [*routes(ADJUSTED_DAYS)]
