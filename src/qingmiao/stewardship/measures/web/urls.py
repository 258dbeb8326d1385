from qingmiao.registers.web.routes import routes
from qingmiao.stewardship.measures.register import BENEFITS, MEASURES

app_name = "measures"
urlpatterns = [*routes(MEASURES), *routes(BENEFITS)]
