"""A year of reports of councils that do not exist, so that anyone can look round."""
