"""The call centre's hook: what an exchange tells of calls."""
