#!/bin/sh
# Makes every password, key and token of this deployment: random, once, in the volume at $SECRETS.
# May be repeated: what is there stays, and what a new version needs more is added.
#
# A folder for each container that reads secrets, so that it is given its own and no other's. Files may be
# read by whoever is in that container; outside, the volume is root's alone.
set -eu
umask 022
: "${SECRETS:?the folder to make them in}" "${POSTGRES:?where the database is, as host:port}"

random() { od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n'; }

put() { # put FILE TEXT: the file whole or not at all
  mkdir -p "${1%/*}"
  printf '%s' "$2" > "$1.draft"
  mv "$1.draft" "$1"
}

keep() { # keep FILE: a random text, made when there is none; prints it
  [ -s "$1" ] || put "$1" "$(random)"
  cat "$1"
}

dsn() { # dsn DATABASE ROLE
  printf 'postgresql://%s:%s@%s/%s' "$2" "$(keep "$SECRETS/databases/$2")" "$POSTGRES" "$1"
}

put "$SECRETS/postgres/password" "$(keep "$SECRETS/databases/postgres")"
signing_key="$(keep "$SECRETS/keys/signing-key")"
bus_secret="$(keep "$SECRETS/keys/bus-secret")"
sources_token="$(keep "$SECRETS/keys/sources-token")"

for service in ingest lifecycle warning issues policy cockpit; do
  put "$SECRETS/$service/dsn" "$(dsn "zhouqi_$service" "zhouqi_$service")"
  put "$SECRETS/$service/signing-key" "$signing_key"
  put "$SECRETS/$service/bus-secret" "$bus_secret"
  # For migrations alone: the role that owns the database.
  put "$SECRETS/$service-owner/dsn" "$(dsn "zhouqi_$service" "zhouqi_$service")"
  put "$SECRETS/$service-owner/owner-dsn" "$(dsn "zhouqi_$service" "zhouqi_${service}_owner")"
done

put "$SECRETS/ingest/sources-token" "$sources_token"
put "$SECRETS/ingest/exchange-dsn" "$(dsn zhouqi_exchange zhouqi_exchange)"
put "$SECRETS/sources/token" "$sources_token"
put "$SECRETS/sources/exchange-dsn" "$(dsn zhouqi_exchange zhouqi_exchange_owner)"
