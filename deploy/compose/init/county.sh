#!/bin/sh
# Prepares the simulated county: its business day, on which time stands until somebody lets the next day
# come, and the accounts that one may choose when signing in. May be repeated: the day reached stays.
set -eu
: "${ZHOUQI_SOURCES_SEED:?}" "${ZHOUQI_SOURCES_SIZE:?}" "${BEGIN:?}"

if [ ! -s /county/clock.json ]; then
  printf '{"wall": "%s", "business": "%s", "factor": 0}' "$BEGIN" "$BEGIN" > /county/clock.json.draft
  mv /county/clock.json.draft /county/clock.json
fi
python -m zhouqi.sources accounts --seed "$ZHOUQI_SOURCES_SEED" --size "$ZHOUQI_SOURCES_SIZE" > /county/accounts.toml.draft
mv /county/accounts.toml.draft /county/accounts.toml
mkdir -p /county/drops
