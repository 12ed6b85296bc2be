"""How the worker's jobs go."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('succeeded_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='failures in a row')),
                ('last_error', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
