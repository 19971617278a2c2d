"""法定途径: matters that a law of its own rules, from acceptance to their end in the way of that law."""
