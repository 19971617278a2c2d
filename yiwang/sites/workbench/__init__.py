"""The door of those who serve: officers, supervisors, leaders, the three offices."""
