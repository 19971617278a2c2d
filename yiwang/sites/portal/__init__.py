"""The citizens' door: say what it is about, follow it, answer. It knows the public counter and nothing behind it."""
