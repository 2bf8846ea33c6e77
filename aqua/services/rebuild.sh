#!/usr/bin/env bash
# Builds the services anew and keeps the modules beside their sources, for machines without compilers for WebAssembly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export SOURCE_DATE_EPOCH=1767225600
for service in subnet-store; do
  rm -rf "$service"/*/target
  ../../fluence build "$service"
  for module in "$service"/*/module.yaml; do
    folder=$(dirname "$module")
    cp "$folder"/target/wasm32-*/release/"$(basename "$folder")".wasm "$folder"/
  done
done
