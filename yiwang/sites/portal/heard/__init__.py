"""What people were asked, and what was changed because they said so."""
