"""The public counter, the border between two networks: envelopes in, public projections out."""
