"""标准口径: the answers that everybody gives, with their owners, their history and who answered after them."""
