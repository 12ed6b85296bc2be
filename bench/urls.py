"""The site's URLs and the peers' behind the same middleware."""

from django.urls import path

from bench import peers
from bench.plain_admin import plain_site
from config.urls import urlpatterns as site

urlpatterns = [
    path("bench/static/", peers.static_page),
    path("bench/form/", peers.plain_form),
    path("bench/store/", peers.plain_store),
    path("bench/admin/", plain_site.urls),
    *site,
]
