#!/bin/sh
# Makes every password, key and token of this deployment: random, once, in the volume that is /secrets.
# May be repeated: what is there stays, and what a new version needs more is added.
#
# A folder for each container that reads secrets, so that it is given its own and no other's. Files may be
# read by whoever is in that container; outside, the volume is root's alone.
set -eu
umask 022
: "${POSTGRES:?where the database is, as host:port}"

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
  printf 'postgresql://%s:%s@%s/%s' "$2" "$(keep "/secrets/databases/$2")" "$POSTGRES" "$1"
}

put /secrets/postgres/password "$(keep /secrets/databases/postgres)"
signing_key="$(keep /secrets/keys/signing-key)"
sources_token="$(keep /secrets/keys/sources-token)"

for service in ingest lifecycle warning issues policy cockpit; do
  put "/secrets/$service/dsn" "$(dsn "zhouqi_$service" "zhouqi_$service")"
  put "/secrets/$service/signing-key" "$signing_key"
  # For migrations alone: the role that owns the database.
  put "/secrets/$service-owner/dsn" "$(dsn "zhouqi_$service" "zhouqi_$service")"
  put "/secrets/$service-owner/owner-dsn" "$(dsn "zhouqi_$service" "zhouqi_${service}_owner")"
done

put /secrets/ingest/sources-token "$sources_token"
put /secrets/ingest/exchange-dsn "$(dsn zhouqi_exchange zhouqi_exchange)"
put /secrets/sources/token "$sources_token"
put /secrets/sources/exchange-dsn "$(dsn zhouqi_exchange zhouqi_exchange_owner)"
