"""How good it was by those who were served: one grade a service, what a bad one set in motion, and figures that are honest."""
