"""The keyboard desk: what is handed to others, and answers that a person takes to who asked."""
