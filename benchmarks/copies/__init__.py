"""How well copies are found and holes filled, on simulated copies with truth; and what it costs in number."""
