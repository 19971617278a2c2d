"""Applications for services through the API: filed, followed, taken back."""
