"""服务中心: calls, callers, promised calls, and the figures of a shift."""
