"""One module a collection: each recognises its files and reads them row by row."""
