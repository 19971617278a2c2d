"""How well the house reads Chinese: figures on real messages, each against what is asked and what is known."""
