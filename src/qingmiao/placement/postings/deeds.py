from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

POSTING_PROPOSED = deed("postings.posting.proposed", _("拟选派：{title}"))
RESULT_WRITTEN = deed("postings.result.written", _("填写鉴定：{title}"))
