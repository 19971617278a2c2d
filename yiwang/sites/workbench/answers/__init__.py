"""The morning patrol of consultations, and answers on their way to the public."""
