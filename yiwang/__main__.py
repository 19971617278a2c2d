"""`python -m yiwang` is the command line."""

from yiwang.config.cli import main

main()
