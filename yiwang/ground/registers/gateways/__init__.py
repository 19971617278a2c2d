"""Ways to the registers: one contract, one client, and a stand-in that speaks it."""
