"""The desk: inbox, triage, the file with its moves, register, search, alarms."""
