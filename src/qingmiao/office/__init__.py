"""Pages for whoever keeps the house (后台): accounts and grants, the ledger, units and slots."""
