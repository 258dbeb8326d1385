from qingmiao.registers.web.routes import routes
from qingmiao.stewardship.integrity.register import ACTIVITIES, ATTENDANCES

app_name = "integrity"
urlpatterns = [*routes(ACTIVITIES), *routes(ATTENDANCES)]
