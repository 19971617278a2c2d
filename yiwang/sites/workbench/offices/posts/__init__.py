"""Grants on the pages of the system and the security office: asked for, decided, ended, soon over, renewed."""
