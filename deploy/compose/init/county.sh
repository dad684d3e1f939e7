#!/bin/sh
# Prepares the simulated county: its business day, on which time stands until somebody lets the next day
# come, an operator or with ZHOUQI_SPEED the people, and the accounts that one may choose when signing in.
# May be repeated: the day reached stays.
set -eu
: "${COUNTY:?the folder of its files}" "${ZHOUQI_SOURCES_SEED:?}" "${ZHOUQI_SOURCES_SIZE:?}" "${BEGIN:?}"

if [ ! -s "$COUNTY/clock.json" ]; then
  printf '{"wall": "%s", "business": "%s", "factor": 0}' "$BEGIN" "$BEGIN" > "$COUNTY/clock.json.draft"
  mv "$COUNTY/clock.json.draft" "$COUNTY/clock.json"
fi
python -m zhouqi.sources accounts --seed "$ZHOUQI_SOURCES_SEED" --size "$ZHOUQI_SOURCES_SIZE" > "$COUNTY/accounts.toml.draft"
mv "$COUNTY/accounts.toml.draft" "$COUNTY/accounts.toml"
mkdir -p "$COUNTY/drops"
