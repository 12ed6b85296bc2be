"""Offers of seats, who holds a seat, rounds among the reserves, and meetings of the group."""

import core.migration_operations
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.fields.json
import pghistory.utils
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0006_contact_changes_after_the_deadline'),
        ('core', '__first__'),
        ('selection', '0007_letters_are_made_from_a_release'),
    ]

    operations = [
        core.migration_operations.CreateModels(
            models=[migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('open', 'waits for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('lapsed', 'no answer in time'), ('taken_back', 'taken back'), ('left', 'left the group')], default='open', max_length=10)),
                    ('reply_by', models.DateField(verbose_name='last day to answer')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('declines_stipend', models.BooleanField(default=False, verbose_name='wants no stipend')),
                    ('asks_to_talk', models.BooleanField(default=False, verbose_name='asked to talk first')),
                    ('call_on', models.DateField(null=True, verbose_name='call them next on')),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='offer', to='selection.decision')),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['status', 'reply_by'], name='offers_by_last_day')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('call_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))), ('reply_by__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='an_offer_is_answered_between_2000_and_2099'), models.CheckConstraint(condition=models.Q(('declines_stipend', False), ('status__in', ['accepted', 'left']), _connector='OR'), name='only_who_accepted_declines_the_stipend')],
                },
            ), migrations.CreateModel(
                name='Acceptance',
                fields=[
                    ('offer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='selection.offer')),
                    ('legal_name', models.TextField(blank=True)),
                    ('pay_by', models.CharField(blank=True, choices=[('mail', 'By a check in the mail'), ('pick_up', 'By a check that I pick up at the counter')], max_length=8, verbose_name='way of payment')),
                    ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español'), ('ht', 'Kreyòl ayisyen'), ('zh-hant', '繁體中文'), ('zh-hans', '简体中文'), ('vi', 'Tiếng Việt'), ('kea', 'Kriolu'), ('ru', 'Русский'), ('ar', 'العربية'), ('pt-br', 'Português'), ('fr', 'Français'), ('so', 'Soomaali')], max_length=7, verbose_name='language of the notice')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('erased_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), models.Q(('legal_name', ''), _negated=True), models.Q(('pay_by', ''), _negated=True)), models.Q(('erased_at__isnull', False), ('legal_name', ''), ('pay_by', '')), _connector='OR'), name='who_accepts_the_stipend_says_whom_and_how_to_pay')],
                },
            ), migrations.CreateModel(
                name='AvailabilityRound',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('answer_by', models.DateField()),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.call')),
                ],
                options={
                    'ordering': ['call', '-number'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='one_round_a_number'), models.CheckConstraint(condition=models.Q(('answer_by__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='a_round_ends_between_2000_and_2099')],
                },
            ), migrations.CreateModel(
                name='AskedReserve',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by_mail', models.BooleanField(verbose_name='asked by email')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='selection.availabilityround')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('round', 'application'), name='a_reserve_is_asked_once_a_round')],
                },
            ), migrations.CreateModel(
                name='AskedReserveEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('by_mail', models.BooleanField(verbose_name='asked by email')),
                    ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.askedreserve')),
                    ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.availabilityround')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='askedreserve_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='askedreserve_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='askedreserve_by_person')],
                },
            ), migrations.CreateModel(
                name='AvailabilityRoundEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('answer_by', models.DateField()),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('call', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.call')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.availabilityround')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='availabilityround_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='availabilityround_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='availabilityround_by_person')],
                },
            ), migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('begins_at', models.DateTimeField(verbose_name='begins')),
                    ('place', models.TextField()),
                    ('added_at', models.DateTimeField(auto_now_add=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.call')),
                ],
                options={
                    'ordering': ['call', 'begins_at'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('call', 'begins_at'), name='a_group_meets_once_at_a_time'), models.CheckConstraint(condition=models.Q(('begins_at__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 12, 0, tzinfo=datetime.timezone.utc)))), name='a_meeting_is_between_2000_and_2099')],
                },
            ), migrations.CreateModel(
                name='Seat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('since', models.DateField(verbose_name='sits from')),
                    ('until', models.DateField(null=True, verbose_name='sat until')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.call')),
                    ('offer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seat', to='selection.offer')),
                ],
                options={
                    'ordering': ['call', 'number', 'since'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='a_seat_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('since__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))), ('until__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='a_seat_is_held_between_2000_and_2099'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('call', '='), ('number', '='), (models.Func('since', 'until', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='a_seat_is_held_by_one_person')],
                },
            ), migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('presence', models.CharField(choices=[('there', 'there'), ('excused', 'excused'), ('absent', 'not there')], max_length=7)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='selection.meeting')),
                    ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='selection.seat')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'seat'), name='a_member_is_noted_once_a_meeting')],
                },
            ), migrations.CreateModel(
                name='MeetingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('begins_at', models.DateTimeField(verbose_name='begins')),
                    ('place', models.TextField()),
                    ('added_at', models.DateTimeField(auto_now_add=True)),
                    ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('call', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.call')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.meeting')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='meeting_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='meeting_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='meeting_by_person')],
                },
            ), migrations.CreateModel(
                name='OfferEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('status', models.CharField(choices=[('open', 'waits for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('lapsed', 'no answer in time'), ('taken_back', 'taken back'), ('left', 'left the group')], default='open', max_length=10)),
                    ('reply_by', models.DateField(verbose_name='last day to answer')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('declines_stipend', models.BooleanField(default=False, verbose_name='wants no stipend')),
                    ('asks_to_talk', models.BooleanField(default=False, verbose_name='asked to talk first')),
                    ('call_on', models.DateField(null=True, verbose_name='call them next on')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.decision')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.offer')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='offer_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='offer_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='offer_by_person')],
                },
            ), migrations.CreateModel(
                name='OfferStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('made', 'offered'), ('reminded', 'reminded'), ('extended', 'given more time'), ('asked_to_talk', 'asked to talk first'), ('accepted', 'accepted'), ('stipend_declined', 'wants no stipend'), ('declined', 'declined'), ('lapsed', 'no answer in time'), ('taken_back', 'taken back'), ('vacated', 'left the seat')], max_length=16)),
                    ('by_clock', models.BooleanField(default=False)),
                    ('reply_by', models.DateField(null=True, verbose_name='last day to answer')),
                    ('reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='selection.offer')),
                    ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('kind__in', ('accepted', 'declined', 'lapsed', 'taken_back'))), fields=('offer',), name='an_offer_is_answered_once'), models.UniqueConstraint(condition=models.Q(('kind', 'vacated')), fields=('offer',), name='a_seat_is_left_once'), models.CheckConstraint(condition=models.Q(('staff', None), ('by_clock', False), _connector='OR'), name='the_clock_is_nobody'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'taken_back'), _negated=True), models.Q(('staff__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='who_takes_an_offer_back_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'vacated'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_seat_is_left_for_a_reason')],
                },
            ), migrations.CreateModel(
                name='AttendanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('presence', models.CharField(choices=[('there', 'there'), ('excused', 'excused'), ('absent', 'not there')], max_length=7)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.attendance')),
                    ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.meeting')),
                    ('seat', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.seat')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='attendance_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='attendance_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='attendance_by_person')],
                },
            ), migrations.CreateModel(
                name='SeatEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('since', models.DateField(verbose_name='sits from')),
                    ('until', models.DateField(null=True, verbose_name='sat until')),
                    ('call', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.call')),
                    ('offer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.offer')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.seat')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='seat_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='seat_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='seat_by_person')],
                },
            ), migrations.CreateModel(
                name='AcceptanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español'), ('ht', 'Kreyòl ayisyen'), ('zh-hant', '繁體中文'), ('zh-hans', '简体中文'), ('vi', 'Tiếng Việt'), ('kea', 'Kriolu'), ('ru', 'Русский'), ('ar', 'العربية'), ('pt-br', 'Português'), ('fr', 'Français'), ('so', 'Soomaali')], max_length=7, verbose_name='language of the notice')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('erased_at', models.DateTimeField(editable=False, null=True)),
                    ('offer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='selection.offer')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.acceptance')),
                ],
                options={
                    'abstract': False,
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='acceptance_by_time'), models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='acceptance_by_action'), models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='acceptance_by_person')],
                },
            )],
        ),
    ]
