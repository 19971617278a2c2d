"""Keeping and destroying: what has served its term, what is held, orders to erase, the ledger."""
