#!/usr/bin/env bash
# Follow the milestones that all projects reach, from the first one on: docs/examples/kcat.sh
# Needs kcat (Debian: apt install kcat) and bash. On Apache Kafka: BROKER=kafka BUS=host:9092 docs/examples/kcat.sh
set -euo pipefail

if [[ ${BROKER:-embedded} == embedded ]]; then
  # Debian 12's kcat misreads in which versions the embedded broker answers, cannot join a group there, and cannot ask for
  # the first offset. So it is told the versions, and begins at 0, where each topic begins; the file of ids tells the rest.
  read=(-C -t MilestoneReached -o 0 -X api.version.request=false -X broker.version.fallback=0.9.0.1)
else
  # kcat moves the group's place on once it has passed a message on, which may be a moment before the work on it is done:
  # when the machine fails, that one is lost. A program of your own moves it after the work.
  read=(-X auto.offset.reset=earliest -X auto.commit.interval.ms=1000)
  read+=(-G "${GROUP:-statistics-milestones}" MilestoneReached)
fi

declare -A seen
file=${SEEN:-seen-kcat.txt}
touch "$file"
while IFS= read -r id; do seen[$id]=1; done <"$file"

follow() {
  trap '' INT TERM # when kcat is asked to end, what it has read is still worked off
  while IFS= read -r event; do
    id=$(field id)
    [[ -v seen[$id] ]] && continue # it comes again at a start, and may at any time: its id tells
    seen[$id]=1
    echo "$(field project_id) $(field milestone) $(field on)"
    echo "$id" >>"$file"
  done
}

# The first text of that name in the message, or "-". A program of your own takes a JSON parser.
field() { if [[ $event =~ \"$1\":\"([^\"]*)\" ]]; then echo "${BASH_REMATCH[1]}"; else echo -; fi; }

exec kcat -b "${BUS:-127.0.0.1:9092}" -q -u -E "${read[@]}" > >(follow)
