"""How the tables came to be, one step after the other. `storage.migrate` takes the steps."""
