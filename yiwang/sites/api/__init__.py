"""The door for other bodies' systems: REST with tokens, OpenAPI 3.1, problem+json; no session, no page but its manual."""
