#!/usr/bin/env bash
# Follow the milestones that all projects reach, from the first one on: docs/examples/kcat.sh
# Needs kcat (Debian: apt install kcat) and bash. Against Apache Kafka: BROKER=kafka BUS=host:9092 docs/examples/kcat.sh
set -euo pipefail

# Debian 12's kcat misreads in which versions the embedded broker answers, and cannot ask it for the first offset. So it
# is told the versions, and begins at 0, where every topic begins; what was done already is known by the file of ids.
options=(-X api.version.request=false -X broker.version.fallback=0.9.0.1)
[[ ${BROKER:-embedded} == embedded ]] || options=()

declare -A seen
file=${SEEN:-seen-kcat.txt}
touch "$file"
while IFS= read -r id; do seen[$id]=1; done <"$file"

follow() {
  trap '' INT TERM # when kcat is asked to end, what it has read is still worked off
  while IFS= read -r event; do
    id=$(field id)
    [[ -v seen[$id] ]] && continue # it comes again at every start, and may at any time: its id tells
    seen[$id]=1
    echo "$(field project_id) $(field milestone) $(field on)"
    echo "$id" >>"$file"
  done
}

# The first text of that name in the message, or "-". A program of your own takes a JSON parser.
field() { if [[ $event =~ \"$1\":\"([^\"]*)\" ]]; then echo "${BASH_REMATCH[1]}"; else echo -; fi; }

exec kcat -C -b "${BUS:-127.0.0.1:9092}" -t MilestoneReached -o 0 -q -u -E "${options[@]}" > >(follow)
