"""Ways out of the house for text messages, and a sandbox that speaks their language."""
