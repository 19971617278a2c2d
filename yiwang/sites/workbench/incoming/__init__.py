"""来件: what machines brought in and no machine could place, one by one; and texts that an editor puts up."""
