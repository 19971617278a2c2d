"""三级回访: what follows when somebody is not satisfied with an answer, level by level, to a settled or an explained end."""
