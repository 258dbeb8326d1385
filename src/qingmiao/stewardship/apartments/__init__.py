"""Talent apartments (人才公寓) and their leases."""
