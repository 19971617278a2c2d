"""Workbench slice of lawful ways: put on a track, the desk of tracks, a matter with its steps, papers and clocks."""
