"""The three offices: system, security, audit; each page for its own office alone, none of them reads a case."""
