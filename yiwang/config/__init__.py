"""How the house is put together and started: settings, addresses, processes, the command line."""
