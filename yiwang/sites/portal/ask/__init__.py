"""问一问: answers that stand ready are found by what is asked; nothing is made up, and nothing of the question is kept."""
