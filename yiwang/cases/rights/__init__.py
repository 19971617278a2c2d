"""What people may ask of their own data: who looked, a copy, a correction, an erasure, an explanation."""
