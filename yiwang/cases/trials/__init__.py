"""Rehearsals: a draft of the rules tried out on the appeals of a period, before anybody approves it."""
