"""The one switchboard: which fact is answered by whom, at once or later."""
