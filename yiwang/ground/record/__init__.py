"""What happened: an append-only log of facts, chained by subject and sealed each minute; and who looked at personal data."""
