"""同诉求: one problem, many people; one approved answer, and to each their own notice."""
