"""Ways to a language model outside the house. For drafts of replies alone; none is spoken to unless a bureau sets one."""
