"""Files of letters, orders and messages: sent, foreseen, agreed to, taken in."""
