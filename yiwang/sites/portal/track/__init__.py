"""Following a file by number and code: state, promise, ledger, answer; not settled, take back."""
