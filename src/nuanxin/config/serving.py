"""`python -m nuanxin.config.serving HOST PORT WORKERS`: uvicorn with several workers on one socket.

uvicorn's own command binds a socket on which small answers wait some 40 ms for the caller's acknowledgement when it
has several workers (asyncio sets TCP_NODELAY only on sockets whose protocol is named). So the socket is bound here.
"""

import socket
import sys

import uvicorn
from uvicorn.supervisors import Multiprocess


def serve(host: str, port: int, workers: int) -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config(
        "nuanxin.config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    listening = config.bind_socket()
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
