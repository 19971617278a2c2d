"""督办单: the list, a new one, one of them with its moves and its paper."""
