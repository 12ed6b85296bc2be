"""Applications that may be from one person: what they are found by, pairs, marks."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Chinese characters that are common in names, as they are written in full and simplified.
IN_FULL = (
    '陳張劉楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蔣閻鍾譚陸範賈韋鄒龍萬錢湯歐陽賴龐蘇呂盧莊顏關簡嚴溫齊'
    '藍聶凱餘畢鮑單諸喬師婁嶽戰時倫問聞項駱鞏饒闕寧麗華國強偉傑東軍曉靜鳳蘭蓮瓊瑩穎興貴寶義禮誠'
    '賢慶廣學榮銘鋒鋼錦鎮鈺銀鐵鈴鈞錄鏡潔濤澤漢滿濱瀟灣愛樂歡夢雲電霧靈韻頌順願顯飛騰駿驍鴻鵬鶴'
    '鷹鶯維紅純紹細綺綠緒緯縈績繼絲統經綱織續紀約級結給綿綜緣編練縱總詩詠語諾謙譽訓記設詳論議護'
    '讚變誼諭識長門開間閒閃閔閱閣車軒輝輪轉輔載軻輕見規視親覺觀貝財貞賀資賓質費賽贊贏買賣進遠運'
    '達連遙邁還選遼這適會個們億儀優儉俠兒勝勵勁動勛務勳嬌婭嬋娛媽婦孌媧嫻岡島嵐巒嶺應懷憶憲戀恆'
    '悅愷樺樹權橋機楓業極檸欽棟楨標樓櫻書晝暉曄曆歷燁煒燦爍營熱燈煙瑤瑪璉璽瓏環現琺瑋節筆築籃簫'
    '莖蔔薔薦藝藥蘊蕓葦薩蒼荊蔭聖聰聯聲職肅亞來傳備劍劃協厲啟啓員園圓圖團堅執場塵壽壯夾奧奮實寬'
    '審對導將尋屬歲帥幣幹幾庫廟廠彎後從徑復憐態戲據擁擇攝敵數斷於無為爺爾牽獎獨獻產畫當發盡監眾'
    '矯碩確祿禎禪種稱穩竇競紋網羨習翹腦臉臨與舉艷豐豔貓趨躍農鄉醫釋針釗鋭銳陰陣際隨險雙雛離難霽'
    '韜響頂領頤題風養館魯鮮鳴鷗點齡龔龜瀾滄漣潤淵湧淨澗濟瀅冪灝鄺'
)
SIMPLIFIED = (
    '陈张刘杨黄赵吴孙马罗郑谢许韩冯邓萧叶蒋阎钟谭陆范贾韦邹龙万钱汤欧阳赖庞苏吕卢庄颜关简严温齐'
    '蓝聂凯余毕鲍单诸乔师娄岳战时伦问闻项骆巩饶阙宁丽华国强伟杰东军晓静凤兰莲琼莹颖兴贵宝义礼诚'
    '贤庆广学荣铭锋钢锦镇钰银铁铃钧录镜洁涛泽汉满滨潇湾爱乐欢梦云电雾灵韵颂顺愿显飞腾骏骁鸿鹏鹤'
    '鹰莺维红纯绍细绮绿绪纬萦绩继丝统经纲织续纪约级结给绵综缘编练纵总诗咏语诺谦誉训记设详论议护'
    '赞变谊谕识长门开间闲闪闵阅阁车轩辉轮转辅载轲轻见规视亲觉观贝财贞贺资宾质费赛赞赢买卖进远运'
    '达连遥迈还选辽这适会个们亿仪优俭侠儿胜励劲动勋务勋娇娅婵娱妈妇娈娲娴冈岛岚峦岭应怀忆宪恋恒'
    '悦恺桦树权桥机枫业极柠钦栋桢标楼樱书昼晖晔历历烨炜灿烁营热灯烟瑶玛琏玺珑环现珐玮节笔筑篮箫'
    '茎卜蔷荐艺药蕴芸苇萨苍荆荫圣聪联声职肃亚来传备剑划协厉启启员园圆图团坚执场尘寿壮夹奥奋实宽'
    '审对导将寻属岁帅币干几库庙厂弯后从径复怜态戏据拥择摄敌数断于无为爷尔牵奖独献产画当发尽监众'
    '矫硕确禄祯禅种称稳窦竞纹网羡习翘脑脸临与举艳丰艳猫趋跃农乡医释针钊锐锐阴阵际随险双雏离难霁'
    '韬响顶领颐题风养馆鲁鲜鸣鸥点龄龚龟澜沧涟润渊涌净涧济滢幂灏邝'
)

# A name folded to what people write alike. On top of plain_words: one form for Arabic letters and
# for Chinese characters that have several; each character of Chinese and each syllable of Korean
# is a word, since people set names apart differently.
NAME_KEY = f"""
CREATE FUNCTION name_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            translate(
                plain_words(written),
                '\u0649\u06cc\u06a9\u06be\u0629\u06c0{IN_FULL}\u0640\u0621\u200c\u200d',
                '\u064a\u064a\u0643\u0647\u0647\u0647{SIMPLIFIED}'
            ),
            '([\\u3400-\\u9fff\\uac00-\\ud7a3\\U00020000-\\U0003ffff])', ' \\1 ', 'g'
        ),
        '[[:space:]]+', ' ', 'g'
    ))
$$
"""

# Phones as digits without the country code, where there are enough of them to be one; e-mail in
# small letters. What was found by other keys than these is taken back.
KEEP_MATCH_ENTRY = """
CREATE FUNCTION keep_match_entry(of_application bigint) RETURNS void LANGUAGE sql AS $$
    WITH kept AS (
        INSERT INTO applications_matchentry AS held (
            application_id, call_id, full_key, chosen_key, phone_key, email_key, is_compared
        )
        SELECT
            a.id, a.call_id, name_key(c.full_name), name_key(c.chosen_name), phone_key(c.phone),
            lower(btrim(c.email)), false
        FROM applications_application a
        JOIN applications_revision r ON r.application_id = a.id AND r.is_current
        JOIN applications_contact c ON c.revision_id = r.id
        WHERE a.id = of_application AND NOT a.is_practice
        ON CONFLICT (application_id) DO UPDATE SET
            full_key = excluded.full_key, chosen_key = excluded.chosen_key,
            phone_key = excluded.phone_key, email_key = excluded.email_key, is_compared = false
        WHERE (held.full_key, held.chosen_key, held.phone_key, held.email_key) IS DISTINCT FROM
            (excluded.full_key, excluded.chosen_key, excluded.phone_key, excluded.email_key)
        RETURNING application_id
    )
    DELETE FROM applications_possibleduplicate
    WHERE first_id IN (SELECT application_id FROM kept)
    OR second_id IN (SELECT application_id FROM kept)
$$
"""
PHONE_KEY = r"""
CREATE FUNCTION phone_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN length(digits) >= 7 THEN digits ELSE '' END FROM (
        SELECT regexp_replace(
            regexp_replace(plain_words(written), '[^0-9]', '', 'g'), '^1([0-9]{10})$', '\1'
        ) AS digits
    ) AS counted
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_history_and_practice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(PHONE_KEY, "DROP FUNCTION phone_key"),
        migrations.RunSQL(NAME_KEY, "DROP FUNCTION name_key"),
        migrations.CreateModel(
            name='DuplicateMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('undecided', 'not decided'), ('same_person', 'the same person'), ('different_people', 'different people')], max_length=16)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DuplicateMarkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('undecided', 'not decided'), ('same_person', 'the same person'), ('different_people', 'different people')], max_length=16)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MatchEntry',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='applications.application')),
                ('full_key', models.TextField()),
                ('chosen_key', models.TextField()),
                ('phone_key', models.TextField()),
                ('email_key', models.TextField()),
                ('is_compared', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'match entries',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PossibleDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strength', models.CharField(choices=[('likely', 'likely the same person'), ('maybe', 'maybe the same person'), ('household', 'may share a household')], max_length=9)),
                ('signs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('phone', 'same phone'), ('email', 'same email'), ('same_name', 'same name'), ('word_order', 'same words in another order'), ('spacing', 'same name, set apart differently'), ('one_letter', 'name differs by one letter'), ('two_letters', 'name differs by two letters'), ('part_of_name', 'one name is part of the other'), ('other_script', 'name in another script'), ('shared_name', 'a name in common'), ('other_name', 'different names')], max_length=12), size=None)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='a_contact_is_matched', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM keep_match_entry((SELECT application_id FROM applications_revision WHERE id = NEW.revision_id)); RETURN NULL;', hash='a44111ff23cfa38773ce0a5501cbac39611d3f33', operation='INSERT OR UPDATE', pgid='pgtrigger_a_contact_is_matched_522d5', table='applications_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revision',
            trigger=pgtrigger.compiler.Trigger(name='a_revision_is_matched', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_current" IS DISTINCT FROM (NEW."is_current"))', func='PERFORM keep_match_entry(NEW.application_id); RETURN NULL;', hash='68c3916eef9e1f398bdaf53a9858cf239b84e674', operation='UPDATE', pgid='pgtrigger_a_revision_is_matched_8e259', table='applications_revision', when='AFTER')),
        ),
        migrations.AddField(
            model_name='duplicatemark',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duplicatemark',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='duplicatemark',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='duplicatemark',
            name='set_aside',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='duplicatemarkevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duplicatemarkevent',
            name='first',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='duplicatemarkevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.duplicatemark'),
        ),
        migrations.AddField(
            model_name='duplicatemarkevent',
            name='second',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='duplicatemarkevent',
            name='set_aside',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='matchentry',
            name='call',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.call'),
        ),
        migrations.AddField(
            model_name='possibleduplicate',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='possibleduplicate',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddConstraint(
            model_name='duplicatemark',
            constraint=models.UniqueConstraint(fields=('first', 'second', 'number'), name='one_duplicate_mark_a_number'),
        ),
        migrations.AddConstraint(
            model_name='duplicatemark',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='duplicate_marks_are_numbered_from_one'),
        ),
        migrations.AddConstraint(
            model_name='duplicatemark',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='the_older_of_a_marked_pair_comes_first'),
        ),
        migrations.AddConstraint(
            model_name='duplicatemark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'same_person'), models.Q(('set_aside', models.F('first')), ('set_aside', models.F('second')), _connector='OR')), models.Q(models.Q(('verdict', 'same_person'), _negated=True), ('set_aside', None)), _connector='OR'), name='one_of_the_same_person_is_set_aside'),
        ),
        migrations.AddConstraint(
            model_name='duplicatemark',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), ('reason', ''), _negated=True), name='a_duplicate_mark_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='marked_pairs_are_of_one_call', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT count(DISTINCT call_id) FROM applications_application\n        WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN\n        RAISE EXCEPTION 'only applications to one call are compared'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='6d9ddf47fb05dab06c491db65334f5a9ffe0285a', operation='INSERT', pgid='pgtrigger_marked_pairs_are_of_one_call_671f5', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='both_of_the_same_person_stand', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.verdict = 'same_person' AND EXISTS (\n        SELECT 1 FROM applications_duplicatemark held\n        WHERE held.verdict = 'same_person'\n        AND held.set_aside_id IN (NEW.first_id, NEW.second_id)\n        AND (held.first_id, held.second_id) <> (NEW.first_id, NEW.second_id)\n        AND NOT EXISTS (\n            SELECT 1 FROM applications_duplicatemark later\n            WHERE later.first_id = held.first_id AND later.second_id = held.second_id\n            AND later.number > held.number\n        )\n    ) THEN\n        RAISE EXCEPTION 'an application set aside already is no half of another pair'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='a50352b9adfbb58fac09bb85800a19db636a745d', operation='INSERT', pgid='pgtrigger_both_of_the_same_person_stand_068b0', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='a_mark_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e37ec35ebc3e3208c1418cbb3a2669361371a436', operation='DELETE', pgid='pgtrigger_a_mark_is_never_deleted_28241', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='a_mark_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."first_id" IS DISTINCT FROM (NEW."first_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."second_id" IS DISTINCT FROM (NEW."second_id") OR OLD."set_aside_id" IS DISTINCT FROM (NEW."set_aside_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6b87923c096c139cf9c7901d3388cfd4c78c07b3', operation='UPDATE', pgid='pgtrigger_a_mark_stands_0d4c7', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='a_reason_is_only_ever_erased', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."reason" = \'\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5857b61cafee2387a20bade7b120bc7b98130f49', operation='UPDATE', pgid='pgtrigger_a_reason_is_only_ever_erased_d82af', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_duplicatemarkevent" ("at", "by_id", "erased_at", "first_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "set_aside_id", "verdict") VALUES (NEW."at", NEW."by_id", NEW."erased_at", NEW."first_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."second_id", NEW."set_aside_id", NEW."verdict"); RETURN NULL;', hash='372226092b9a0dac4764d2e633122415b7396636', operation='INSERT', pgid='pgtrigger_insert_insert_157d4', table='applications_duplicatemark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."first_id" IS DISTINCT FROM (NEW."first_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."second_id" IS DISTINCT FROM (NEW."second_id") OR OLD."set_aside_id" IS DISTINCT FROM (NEW."set_aside_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))', func='INSERT INTO "applications_duplicatemarkevent" ("at", "by_id", "erased_at", "first_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "set_aside_id", "verdict") VALUES (NEW."at", NEW."by_id", NEW."erased_at", NEW."first_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."second_id", NEW."set_aside_id", NEW."verdict"); RETURN NULL;', hash='9e1c85f1c3c94a7ecd4d02293d38f1f0525875fd', operation='UPDATE', pgid='pgtrigger_update_update_4d050', table='applications_duplicatemark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_duplicatemarkevent" ("at", "by_id", "erased_at", "first_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "set_aside_id", "verdict") VALUES (OLD."at", OLD."by_id", OLD."erased_at", OLD."first_id", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."second_id", OLD."set_aside_id", OLD."verdict"); RETURN NULL;', hash='3ec9a5a5bb0bc12f80493b9e45928b59f48d9e97', operation='DELETE', pgid='pgtrigger_delete_delete_c9024', table='applications_duplicatemark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemarkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b31707f985308b4a96019b4d825c1cb6bc607c05', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af5fc', table='applications_duplicatemarkevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='matchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['full_key'], name='matched_by_full_name', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='matchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['chosen_key'], name='matched_by_chosen_name', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='matchentry',
            index=models.Index(fields=['phone_key'], name='matched_by_phone'),
        ),
        migrations.AddIndex(
            model_name='matchentry',
            index=models.Index(fields=['email_key'], name='matched_by_email'),
        ),
        migrations.AddIndex(
            model_name='matchentry',
            index=models.Index(condition=models.Q(('is_compared', False)), fields=['application'], name='entries_not_compared_yet'),
        ),
        migrations.AddConstraint(
            model_name='possibleduplicate',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='a_pair_is_found_once'),
        ),
        migrations.AddConstraint(
            model_name='possibleduplicate',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='the_older_of_a_found_pair_comes_first'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='possibleduplicate',
            trigger=pgtrigger.compiler.Trigger(name='found_pairs_are_of_one_call', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT count(DISTINCT call_id) FROM applications_application\n        WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN\n        RAISE EXCEPTION 'only applications to one call are compared'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='99de45e7fa63b837e01a863190b7f83e7a2e90b0', operation='INSERT', pgid='pgtrigger_found_pairs_are_of_one_call_b0639', table='applications_possibleduplicate', when='BEFORE')),
        ),
        migrations.RunSQL(KEEP_MATCH_ENTRY, "DROP FUNCTION keep_match_entry"),
        # Applications that came in before.
        migrations.RunSQL(
            "SELECT keep_match_entry(id) FROM applications_application", migrations.RunSQL.noop
        ),
    ]
