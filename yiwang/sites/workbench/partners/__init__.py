"""Other platforms on the workbench: set up, mapped, tried; what waits; what passed about one file."""
