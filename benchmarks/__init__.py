"""Measurements: a file a question, with its instance, its seed and its peer; `soak_*` takes long."""
