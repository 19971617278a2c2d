"""How the portal is dressed for a request: a county's own face, the bureau's duties in the foot, the reader's aids."""
