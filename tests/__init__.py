"""Tests; src/ is mirrored here, and architecture/ guards the whole."""
