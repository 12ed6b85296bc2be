"""A row of a file may pay several parts of one person: a trigger says that it is one check."""

from django.db import migrations


class Migration(migrations.Migration):
    """Without the constraint."""

    dependencies = [("stipends", "0005_a_threshold_can_be_typed_again")]

    operations = [
        migrations.RemoveConstraint(
            model_name="paidfromfile", name="a_row_of_a_file_is_paid_once"
        )
    ]
