"""Points and ranks: recognition for help and presence that nobody can farm and everybody can check."""
