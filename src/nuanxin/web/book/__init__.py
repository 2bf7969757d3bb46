"""The book to read: contents, articles, parameters, search, and the difference of two editions or two days."""
