#!/bin/sh
# Makes a database and two roles for every service and for the exchange 前置库, with the passwords in $SECRETS.
# May be repeated: what is there stays, and a role's password becomes what its file says.
#
# zhouqi_<name>_owner owns the database, migrates it and rebuilds read models; zhouqi_<name> is what the
# service runs under, and may only connect until the migrations grant it more.
set -eu
: "${SECRETS:?a folder with a file for each role}" "${POSTGRES:?where the database is, as host:port}"
PGPASSWORD="$(cat "$SECRETS/postgres")"
export PGPASSWORD PGHOST="${POSTGRES%:*}" PGPORT="${POSTGRES##*:}" PGUSER=postgres PGDATABASE=postgres

for name in ingest lifecycle warning issues policy cockpit exchange; do
  RUNTIME="zhouqi_$name" OWNER="zhouqi_${name}_owner" psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
\getenv runtime RUNTIME
\getenv owner OWNER
\set database :runtime
\set runtime_password `cat "$SECRETS/$RUNTIME"`
\set owner_password `cat "$SECRETS/$OWNER"`

select format('create role %I login', role) from (values (:'runtime'), (:'owner')) wanted (role)
  where not exists (select from pg_roles where rolname = role)
\gexec
alter role :"runtime" password :'runtime_password';
alter role :"owner" password :'owner_password';
select format('create database %I owner %I', :'database', :'owner')
  where not exists (select from pg_database where datname = :'database')
\gexec
revoke all on database :"database" from public;
grant connect, temporary on database :"database" to :"runtime";
SQL
  echo "zhouqi_$name is there"
done
