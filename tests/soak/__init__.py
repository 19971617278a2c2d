"""Random legal and illegal moves by random hands over all states, for as long as one likes (`make soak`)."""
