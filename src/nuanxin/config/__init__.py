"""Settings, addresses, the server's entry point, and the tools that keep catalogues and reference pages true."""
