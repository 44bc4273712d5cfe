"""The layer of the municipality: Klachtenregeling gemeente Zaltbommel 2008."""
