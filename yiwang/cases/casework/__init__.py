"""The cover of any file: number, party, unit, assignment, confidentiality, contacts; and who may see it at all."""
