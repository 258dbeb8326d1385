"""What one may ask of the reserve."""

from qingmiao.pool.queries.membership import active_memberships, memberships

__all__ = ["active_memberships", "memberships"]
