"""The house's own line drawings, 24 × 24, by name; a template writes `{% icon "phone" %}`."""

ICONS: dict[str, str] = {
    # -- clocks and states: word + shape + colour
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.3 1.9"/>',
    "half": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7.5v5.5M12 16.3v.1"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M9.8 8.5v7M14.2 8.5v7"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.5"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>',
    "warning": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v5M12 17.6v.1"/>',
    "offline": '<path d="M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M2 9a14 14 0 0 1 4.5-2.9M19 12.5a10 10 0 0 0-3-2'
    'M22 9A14.5 14.5 0 0 0 11 5.1M8.5 16a5 5 0 0 1 6.5-.4M12 19.5v.1"/>',
    # -- acts
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "next": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "phone": '<path d="M5 4h4l1.5 5-2.5 1.8a12 12 0 0 0 5.2 5.2L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.7 1.5'
    'C10.5 19.7 4.3 13.5 3.5 5.7A1.5 1.5 0 0 1 5 4z"/>',
    "message": '<path d="M3 5.5h18v13H3z"/><path d="m3 7 9 6.5L21 7"/>',
    "write": '<path d="M4 5h16v11H10l-5 4v-4H4z"/><path d="M8 9h8M8 12.5h5"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "attach": '<path d="m19 11.5-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5l8-8a3.2 3.2 0 0 1 4.5 4.5l-7.8 7.8'
    'a1.6 1.6 0 0 1-2.3-2.3l7-7"/>',
    "camera": '<path d="M3 7.5h4.5L9 5h6l1.5 2.5H21V19H3z"/><circle cx="12" cy="13" r="3.8"/>',
    "eye": '<path d="M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "copy": '<path d="M8 8h12v12H8z"/><path d="M16 8V4H4v12h4"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16"/>',
    "undo": '<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4"/>',
    "leave": '<path d="M13 4H5v16h8M10 12h11M17 8l4 4-4 4"/>',
    "lock": '<path d="M5 10.5h14V20H5zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2"/>',
    "letters": '<path d="M3 19 8.5 5h1L15 19M5 14h8M15.5 19l3.2-8h.6l3.2 8M16.5 16.5h5"/>',
    "speaker": '<path d="M4 9.5v5h4l5 4v-13l-5 4zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/>',
    "keyboard": '<path d="M2.5 6.5h19v11h-19zM6 10v.1M9.5 10v.1M13 10v.1M16.5 10v.1M7 14h10"/>',
    # -- things
    "inbox": '<path d="M4 13 6 5h12l2 8v6H4z"/><path d="M4 13h5c0 3.5 6 3.5 6 0h5"/>',
    "triage": '<path d="M4 6h16M4 12h10M4 18h6"/><path d="M18 12v7M15.5 16.5 18 19l2.5-2.5"/>',
    "list": '<path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6v.1M4 12v.1M4 18v.1"/>',
    "chart": '<path d="M4 20V4M4 20h16M8 16v-5M12.5 16V7.5M17 16v-3"/>',
    "flag": '<path d="M5 21V4c5-2.5 8 2.5 14 0v9.5c-6 2.5-9-2.5-14 0"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.8-3.5 3-5.5 6.5-5.5s5.7 2 6.5 5.5'
    'M16 5.5a3.2 3.2 0 0 1 0 6.2M17.5 14.8c2.2.6 3.5 2.3 4 5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 20.5c1-4 4-6 8-6s7 2 8 6"/>',
    "book": '<path d="M4 5c3-1.2 5.5-1 8 .8C14.5 4 17 3.8 20 5v14c-3-1.2-5.5-1-8 .8C9.5 18 7 17.8 4 19zM12 5.8v14"/>',
    "document": '<path d="M6 3h9l4 4v14H6z"/><path d="M14 3v5h5M9 12h7M9 16h7"/>',
    "progress": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "place": '<path d="M12 21c-4-5-6.5-8-6.5-11.5a6.5 6.5 0 0 1 13 0C18.5 13 16 16 12 21z"/>'
    '<circle cx="12" cy="9.5" r="2.5"/>',
    "shield": '<path d="M12 3 4.5 6v5.5c0 4.5 3 7.5 7.5 9.5 4.5-2 7.5-5 7.5-9.5V6z"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8"/>',
    "idcard": '<path d="M3 5.5h18v13H3z"/><circle cx="8.5" cy="11" r="2"/>'
    '<path d="M5.5 16c.6-1.8 5.4-1.8 6 0M14 9.5h4.5M14 12.5h4.5M14 15.5h3"/>',
    "car": '<path d="M4 16v-4l2-5.5h12L20 12v4z"/><path d="M4 12h16M6 16v2.5M18 16v2.5M7.5 14v.1M16.5 14v.1"/>',
    "home": '<path d="m3.5 11.5 8.5-7.5 8.5 7.5"/><path d="M6 10v10h12V10M10 20v-6h4v6"/>',
    "child": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M9 10.5v.1M15 10.5v.1M9 14.5c1.8 1.7 4.2 1.7 6 0M12 3.5c-1 1.5 0 3 1.5 2.5"/>',
    "school": '<path d="M2.5 9.5 12 5l9.5 4.5L12 14z"/><path d="M6.5 11.5V17c3 2.5 8 2.5 11 0v-5.5"/>',
    "ring": '<circle cx="12" cy="15" r="6"/><path d="m9.5 5 1-2h3l1 2-2.5 3.5z"/>',
    "travel": '<path d="M3 13.5 21 5l-5.5 15-3.5-6.5z"/>',
    "elderly": '<circle cx="10.5" cy="5.5" r="2.5"/><path d="M10.5 8.5c-2.5 1-3.5 3.5-3.5 7l2 .5v5'
    'M10.5 8.5l2 5 3 1.5M12 14l1.5 7M18.5 12.5V21"/>',
    "shop": '<path d="M4 9.5 5.5 4h13L20 9.5M5 11v9h14v-9M4 9.5c0 2.5 4 2.5 4 0 0 2.5 4 2.5 4 0 '
    '0 2.5 4 2.5 4 0 0 2.5 4 2.5 4 0M10 20v-5h4v5"/>',
}

MARK = (
    '<svg viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="9" fill="#14528f"/>'
    '<g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M10.5 12v21M29.5 12v18.5q0 2.5-2.5 2.5h-1.5" stroke-width="3"/>'
    '<path d="M14.5 17.5l4.5 10.5M19 17.5l-4.5 10.5M21.5 17.5l4.5 10.5M26 17.5l-4.5 10.5" '
    'stroke-width="2" stroke="#b9d5f2"/></g>'
    '<path d="M5.5 10.5h29" stroke="#ffd45c" stroke-width="4.2" stroke-linecap="round"/></svg>'
)
"""网 with its top stroke 一 in yellow: our own drawing, no emblem (ui.md section 2)."""
