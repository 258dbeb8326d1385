from qingmiao.evidence.register import CLAIMS
from qingmiao.evidence.web import views
from qingmiao.registers.web.routes import routes

app_name = "evidence"
urlpatterns = routes(CLAIMS, instead={"detail": views.claim})
