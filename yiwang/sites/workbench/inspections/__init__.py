"""考评和倒查: draws and their scores, a unit's appeal; from a file to every hand it passed."""
