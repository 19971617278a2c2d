"""Who is asked, when and how often: every question that goes out to somebody who was served, and what they answered."""
