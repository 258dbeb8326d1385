"""What the rooms above call: tell people, and take the to-do back when it was done."""

from qingmiao.notices.services.notice import notify, settle

__all__ = ["notify", "settle"]
