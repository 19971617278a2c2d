"""民意调查, 优秀监督员 and 整改: lists, one of each, and each step on it."""
