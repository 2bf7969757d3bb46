"""Version 1 of the programming interface, below /api/v1/."""

from ninja import NinjaAPI

from nuanxin.common import access

api = NinjaAPI(
    title="Nuanxin",
    version="1",
    docs_url=None,
    docs_decorator=access.open_to_everyone(reason="the description of a public interface holds no data"),
)
