from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviewers', '0003_score_versions_and_listed_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignmentrun',
            name='basis',
            field=models.JSONField(default=dict),
        ),
    ]
