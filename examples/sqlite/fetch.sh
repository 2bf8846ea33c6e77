#!/usr/bin/env bash
# Fetches the one-file distribution of SQLite (public domain) out of an npm package that carries it, and checks it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/sqlite3"
package=better-sqlite3@11.10.0
hash=e80215754ac6cfaefe272342efd581b6dbefdbdc21f96bd83fcb698bee9d36a5
header=2198c66d4c59ae86421590c27fd53309ec14a595ae31c0c7143247444018a0bd

if [ -f vendor/sqlite3.c ] && sha256sum --quiet -c <(printf '%s  vendor/sqlite3.c\n%s  vendor/sqlite3.h\n' "$hash" "$header") 2>/dev/null; then
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack "$package" --silent >/dev/null && tar xzf better-sqlite3-*.tgz package/deps/sqlite3)
mkdir -p vendor
cp "$work"/package/deps/sqlite3/sqlite3.{c,h} vendor/
touch vendor/sqlite3.c vendor/sqlite3.h
sha256sum --quiet -c <(printf '%s  vendor/sqlite3.c\n%s  vendor/sqlite3.h\n' "$hash" "$header")
