from qingmiao.evidence.register import CLAIMS
from qingmiao.registers.web.routes import routes

app_name = "evidence"
urlpatterns = [*routes(CLAIMS)]
