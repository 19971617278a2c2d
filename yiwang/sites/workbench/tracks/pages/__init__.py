"""What the pages of lawful ways show."""
