# The image lets every role in with a password, but not to copy the whole database for a backup.
echo "host replication group_backup all scram-sha-256" >>"$PGDATA/pg_hba.conf"
