"""The staff site's home page."""

from core.staff_site import staff_site
from reports import views

staff_site.page("", views.today, name="index", permission=None)
