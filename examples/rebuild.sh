#!/usr/bin/env bash
# Builds all examples anew and keeps the modules beside their sources, for machines without compilers for WebAssembly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export SOURCE_DATE_EPOCH=1767225600
./sqlite/fetch.sh
for service in greeting kv effector sqlite; do
  rm -rf "$service"/*/target
  ../fluence build "$service"
  for module in "$service"/*/module.yaml; do
    folder=$(dirname "$module")
    cp "$folder"/target/wasm32-*/release/"$(basename "$folder")".wasm "$folder"/
  done
done

# the modules of new projects, which travel with the command; always in one place, of which names in Rust's modules depend
for language in rust cpp; do
  project=$PWD/.new-project/hello
  rm -rf "$(dirname "$project")"
  ../fluence init "$project" --language "$language"
  ../fluence build "$project"
  cp "$project"/src/services/hello/modules/hello/target/wasm32-*/release/hello.wasm \
    "../src/Fluence.Projects/Templates/Prebuilt/$language/hello.wasm"
  rm -rf "$(dirname "$project")"
done
