"""How people are reached: templates, the outbox, the SMS gateway, an officer's inbox."""
