"""From a plan's codes to words in the reader's language. Decides nothing: what is told stands in the plan."""
