"""Practice applications, for training: their references, and that no mail may mention one.

Each table that refuses practice applications says so on its model.
"""

from django.db.models import Q

PREFIX = "PRACTICE"  # longer than a call's prefix may be, so none can collide

_REFERENCE = f"{PREFIX}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}"

# Subjects have no words of applicants, and bodies leave out names that look like links
# (applications.form.emails), so nobody's name can make their own confirmation fail.
NEVER_MAILED = ~Q(subject__regex=_REFERENCE) & ~Q(body__regex=rf"://\S+/{_REFERENCE}/")
