from django.urls import path

from qingmiao.office.register import ACCOUNTS, ENTRIES, GRANTS, TOKENS
from qingmiao.office.web import entries, tokens, tree, views
from qingmiao.registers.web.routes import routes

app_name = "office"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("account/new/", views.account_new, name="account-new"),
    path("account/<int:pk>/grant/", views.grant_new, name="grant-new"),
    path("grant/<int:pk>/end/", views.grant_end, name="grant-end"),
    path("token/new/", tokens.token_new, name="token-new"),
    path("token/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("story/<str:kind>/<int:pk>/", entries.story, name="story"),
    path("tree/", tree.tree, name="tree"),
    path("tree/verify/", tree.verify, name="tree-verify"),
    path("tree/heads.txt", tree.kept_heads, name="tree-heads"),
    path("tree/growth/<int:size>.json", tree.growth, name="tree-growth"),
    path("entry/<int:pk>/proof.json", tree.proof, name="entry-proof"),
    *routes(ENTRIES, instead={"detail": entries.entry}),
    *routes(ACCOUNTS, instead={"": views.accounts, "detail": views.account}),
    *routes(GRANTS, instead={"detail": views.grant}),
    *routes(TOKENS, instead={"": tokens.tokens, "detail": tokens.token}),
]
