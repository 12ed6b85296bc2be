"""A slip in a threshold is typed again: of two for one year the newer holds."""

from django.db import migrations


class Migration(migrations.Migration):
    """Without the constraint."""

    dependencies = [("stipends", "0004_files_of_payments_and_thresholds")]

    operations = [
        migrations.RemoveConstraint(model_name="taxthreshold", name="a_year_has_one_threshold")
    ]
