"""Who was served: people whom windows and other systems served, as long as it takes to ask some of them how it was."""
