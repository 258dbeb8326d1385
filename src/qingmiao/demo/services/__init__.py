"""The one loader that writes around the rooms' services: in bulk, and with one entry in the ledger."""
