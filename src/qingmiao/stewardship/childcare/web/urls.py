from qingmiao.registers.web.routes import routes
from qingmiao.stewardship.childcare.register import ENROLMENTS, SESSIONS

app_name = "childcare"
urlpatterns = [*routes(SESSIONS), *routes(ENROLMENTS)]
