"""`python -m yiwang.config.cli`: how the house starts its own processes."""

from yiwang.config.cli import main

main()
