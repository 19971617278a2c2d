"""Was it done well: who was served is asked, what they say is acted on, what is late or wrong is followed up."""
