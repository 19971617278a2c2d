"""The login library (django-allauth) and the lock-out library (django-axes), bent to this house."""
