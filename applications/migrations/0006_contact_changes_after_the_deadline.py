"""Changes of contact, home or language after the deadline: that they were made, not what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_tiles_of_neighborhoods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('detail', models.CharField(choices=[('contact', 'how to reach them'), ('home', 'where they live'), ('support', 'language and support')], max_length=8)),
                ('lives_in_city', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_sure', 'I am not sure')], max_length=8, verbose_name='lives in the city')),
                ('may_live_elsewhere', models.BooleanField(default=False, help_text='Whether the new home may be outside the city.')),
                ('asker', models.CharField(blank=True, choices=[('applicant', 'the applicant'), ('trusted', 'the person they named to us'), ('relative', 'a relative or caregiver'), ('official', 'a guardian or official')], max_length=10, verbose_name='who asked')),
                ('way', models.CharField(blank=True, choices=[('phone', 'by phone'), ('text', 'by text message'), ('email', 'by email'), ('mail', 'by mail'), ('in_person', 'in person')], max_length=10, verbose_name='how they asked')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'change of contact',
                'verbose_name_plural': 'changes of contact',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('may_live_elsewhere', True)), fields=['application'], name='who_may_have_moved_away')],
                'constraints': [models.UniqueConstraint(fields=('application', 'number'), name='one_change_of_contact_a_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='changes_of_contact_are_numbered_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('detail', 'home'), models.Q(('lives_in_city', ''), _negated=True)), models.Q(models.Q(('detail', 'home'), _negated=True), ('lives_in_city', ''), ('may_live_elsewhere', False)), _connector='OR'), name='who_moves_says_whether_they_live_in_the_city'), models.CheckConstraint(condition=models.Q(models.Q(('asker', ''), ('staff', None), ('way', '')), models.Q(('staff__isnull', False), models.Q(('asker', ''), _negated=True), models.Q(('way', ''), _negated=True)), _connector='OR'), name='staff_who_change_a_contact_say_who_asked')],
            },
        ),
    ]
