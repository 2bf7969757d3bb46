"""Version 1 of the programming interface, below /api/v1/."""

from nuanxin.api import book, errors, plan
from nuanxin.api.description import DescribedAPI
from nuanxin.api.page import Page
from nuanxin.api.reading import StrictParser
from nuanxin.api.schemas import PlanIn
from nuanxin.common import access

ABOUT = """What a bank's rulebook allows for customers who cannot take the ordinary path: say what the person needs and
wants, and get a plan with its steps, controls and clauses. Codes and numbers only; send nothing that names a person.
Keys of answers may be added within this version and are never taken away."""

api = DescribedAPI(
    title="Nuanxin",
    version="1",
    description=ABOUT.replace("\n", " "),
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
    parser=StrictParser(),
    docs=Page(),
    docs_decorator=access.open_to_everyone(reason="the description of a public interface holds no data"),
)
errors.translate_for(api, keys=set(PlanIn.model_fields))
api.add_router("", plan.router)
api.add_router("", book.router)
