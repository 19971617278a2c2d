"""What the pages of the keyboard desk show, by topic."""
