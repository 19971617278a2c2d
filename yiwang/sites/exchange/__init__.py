"""Files that come from elsewhere: read in whatever shape they have, row by row, and what could not be taken given back."""
