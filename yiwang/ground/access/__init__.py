"""Who may come in: accounts, passwords, second factors, lock-outs; nothing about what they may do inside."""
