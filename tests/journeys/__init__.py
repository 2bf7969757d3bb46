"""What people do, in a real browser, with the rulebook as it is; nothing is faked."""
