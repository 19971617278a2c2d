"""渠道: how messages and orders of machines become appeals, and how what became of them goes back the way it came."""
