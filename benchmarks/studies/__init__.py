"""Studies of quality and of single functions, by hand: `python -m benchmarks.studies.<name>`. Their figures stand in docs/."""
