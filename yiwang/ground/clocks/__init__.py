"""By when: the working calendar with 调休, and every deadline as a ledger of what started, paused and moved it."""
