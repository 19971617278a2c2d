"""One's own page: who one is here, what one may do until when, and a new password."""
