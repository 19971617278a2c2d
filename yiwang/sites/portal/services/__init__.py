"""What people may apply for: found in plain words, explained, applied for."""
