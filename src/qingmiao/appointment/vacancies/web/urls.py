from qingmiao.appointment.vacancies.register import VACANCIES
from qingmiao.registers.web.routes import routes

app_name = "vacancies"
urlpatterns = [*routes(VACANCIES)]
