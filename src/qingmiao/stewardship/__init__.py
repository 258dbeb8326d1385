"""管: hold to account and care (管理监督)."""
