"""督察台: files with a grade, recusals, openings of identity, letters to units and their answers."""
