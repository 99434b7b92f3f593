#!/bin/sh
# Writes the cache that lets the program start fast on this machine's Java: what the virtual
# machine learns in a first run (JEP 483, 514, 515). Deleting the cache is always safe.

home=$(CDPATH= cd -- "${0%/*}/.." && pwd -P) || exit 1
. "$home/lib/find-java.sh"
find_java || exit 1
cache=$home/lib/afterglow-$java_release.aot
[ -w "$home/lib" ] || exit 0

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work" "$cache.$$"' EXIT
trap 'exit 1' INT TERM HUP
# A training run that goes the whole way, so that every part of the program is in the cache.
if "$java_home/bin/java" -XX:AOTCacheOutput="$cache.$$" -Xlog:aot=off -Xlog:cds=off \
  -XX:+UseSerialGC -Xmx512m -jar "$home/lib/afterglow.jar" demo --output "$work/demo" \
  >"$work/log" 2>&1 && [ -s "$cache.$$" ]; then
  mv -f "$cache.$$" "$cache"
fi
