"""Practice applications: how their references begin, and how no message may speak of one.

They are for learning. Which table refuses them what is said beside each table.
"""

from django.db.models import Q

PREFIX = "PRACTICE"  # longer than a call's prefix may be, so none can collide

_REFERENCE = f"{PREFIX}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}"

# Subjects hold no words of applicants, and names that look like links are left out of bodies
# (applications.form.emails): nobody can write a name that makes their own confirmation fail.
NEVER_MAILED = ~Q(subject__regex=_REFERENCE) & ~Q(body__regex=rf"://\S+/{_REFERENCE}/")
