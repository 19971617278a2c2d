"""热点和预警: what many raise, of what its heat is made, and what came more than the season explains."""
