"""Settings, addresses, the server's entry point; what keeps catalogues and reference pages true."""
