"""Data of the program: form editions, fonts and icons. Read through importlib.resources."""
