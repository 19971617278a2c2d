"""Who is served: the people who ask, kept encrypted, found by keyed digests, shown masked."""
