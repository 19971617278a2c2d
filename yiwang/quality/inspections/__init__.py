"""考评和倒查: a seeded sample of answered files is looked through by a checklist; and from one file to every hand it passed."""
