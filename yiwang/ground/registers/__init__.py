"""What other systems of the bureau know, asked one question at a time, for one file and a purpose that is named."""
