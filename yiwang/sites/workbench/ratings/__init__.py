"""评价: what people rated, what was put right, contests, honest figures, and the codes on windows."""
