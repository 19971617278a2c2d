"""Doors of the portal for machines: a WeChat official account, the SMS provider, collectors of posts. They only bring."""
