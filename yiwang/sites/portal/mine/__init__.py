"""我的数据: who looked at one's data, and what may be asked about it; for the holder of a phone, while the list stands open."""
