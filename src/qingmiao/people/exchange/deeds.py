from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

BATCH_UPLOADED = deed("exchange.batch.uploaded", _("上传{kind} {file}（{count} 份），试读未写入"))
BATCH_APPLIED = deed(
    "exchange.batch.applied", _("导入{kind} {file}：新增 {new}、变更 {changed}、未变 {unchanged}")
)
BATCH_UNDONE = deed("exchange.batch.undone", _("撤销导入 {file}（{count} 份）"))
BATCH_DROPPED = deed("exchange.batch.dropped", _("放弃导入 {file}"))
PERSON_IMPORTED = deed("exchange.person.imported", _("由 {file} 导入 {name}：{fields}"))
PERSON_RESTORED = deed("exchange.person.restored", _("撤销导入，{name} 恢复到导入之前"))
PERSON_WITHDRAWN = deed("exchange.person.withdrawn", _("撤销导入，去掉新建的 {name} 的档案"))
FORM_EXPORTED = deed("exchange.form.exported", _("导出 {name} 的任免审批表（lrmx）"))
FORMS_EXPORTED = deed("exchange.forms.exported", _("导出任免审批表（lrmx）{count} 份"))
ROSTER_EXPORTED = deed("exchange.roster.exported", _("导出干部花名册 {count} 人"))
