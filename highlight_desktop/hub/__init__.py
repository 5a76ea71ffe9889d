"""The hub's desk: what came in becomes an account of who returned what, and one pack."""
