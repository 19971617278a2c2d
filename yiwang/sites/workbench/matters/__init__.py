"""同诉求 at the desk: one problem that many write of, its files, its one answer, and how far it has gone out."""
