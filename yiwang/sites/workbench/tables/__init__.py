"""Tables of the house: channels, categories, limits, routing, texts, calendar, settings, areas, places, all as one file.

Pages change a sheet; the sheet is handed in, another office approves it. A description a kind (`kinds/`) says what its columns
are called, how they are checked and how a change reads; the pages are made from it.
"""
