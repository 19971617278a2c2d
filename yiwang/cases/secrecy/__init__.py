"""密: how secret a matter is, who must not touch it, whose identity was opened by whom, and what a unit is asked about it."""
