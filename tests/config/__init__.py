"""Settings, databases, catalogues, and what every answer carries."""
