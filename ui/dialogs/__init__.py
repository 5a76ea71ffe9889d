"""The windows that ask one thing, or tell one, and know neither a page nor what opened them."""
