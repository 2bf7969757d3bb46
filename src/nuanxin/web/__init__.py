"""Pages: server-rendered, open by keyboard and without scripts; no rule is decided here (docs/subsystems/pages.md)."""
