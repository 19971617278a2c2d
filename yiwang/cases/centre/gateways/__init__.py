"""The world outside of the desk: a stand-in for the telephone exchange."""
