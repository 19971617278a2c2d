"""The files officers work on, and the public counter they come in by."""
