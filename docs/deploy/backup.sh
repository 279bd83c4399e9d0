#!/bin/sh
# Copies the store, whole and as of one moment, while the dashboard runs.
#
#   DATABASE_URL=... docs/deploy/backup.sh FOLDER
#
# The copy holds what the store holds about children: keep it where only the
# service may read it. The key of children's ids is not in it; see docs/deploy.md.
set -eu
umask 077
folder=${1:?Say which folder the copy goes to.}
: "${DATABASE_URL:?Set DATABASE_URL to the store, as the dashboard has it.}"
mkdir -p "$folder"
stamp=$(date -u +%Y-%m-%dT%H%M%SZ)

case $DATABASE_URL in
postgresql://*)
  copy=$folder/iro-$stamp.dump
  pg_dump --format=custom --file="$copy.part" "$DATABASE_URL"
  pg_restore --list "$copy.part" >/dev/null
  ;;
sqlite:///*)
  copy=$folder/iro-$stamp.db
  sqlite3 -readonly "${DATABASE_URL#sqlite:///}" ".timeout 30000" ".backup '$copy.part'"
  test "$(sqlite3 "$copy.part" 'PRAGMA integrity_check')" = ok
  ;;
*)
  echo "DATABASE_URL begins with neither postgresql:// nor sqlite:///." >&2
  exit 2
  ;;
esac
mv "$copy.part" "$copy"
echo "$copy"
