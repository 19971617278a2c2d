"""Asked in order to mend: surveys of who was served, the supervisors' panel, and what became of what they said."""
