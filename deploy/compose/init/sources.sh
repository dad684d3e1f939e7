#!/bin/sh
# Starts the simulated source systems with the exchange database's address, which they know no file for.
set -eu
ZHOUQI_SOURCES_EXCHANGE_DSN="$(cat "$ZHOUQI_SOURCES_EXCHANGE_DSN_FILE")"
export ZHOUQI_SOURCES_EXCHANGE_DSN
exec python -m zhouqi.sources
