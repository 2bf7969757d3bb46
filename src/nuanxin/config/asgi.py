"""What the server loads."""

import os
import warnings

from django.core.asgi import get_asgi_application

# whitenoise reads static files in a thread and Django gathers them: right for files of this size.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
application = get_asgi_application()
