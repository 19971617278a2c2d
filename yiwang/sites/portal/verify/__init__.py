"""查验证明: whoever is shown a paper of the bureau finds out whether it is ours, whole, and still holds."""
