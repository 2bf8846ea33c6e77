// node compile.mjs FILE: what aqua-api makes of an Aqua file, as {"functions": {name: {"script", "definition"}}, "services": {name: definition}}.
import { compileFromPath } from '@fluencelabs/aqua-api'
import { resolve } from 'node:path'

// the compiler's objects have getters with plain names beside fields with mangled ones, whose last part is the plain name
const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.getOwnPropertyNames(value).map((name) => [name.includes('Laqua_js') ? name.split('_').pop() : name])
  return Object.fromEntries(entries.map(([name]) => [name, plain(value[name])]).filter(([, member]) => member !== undefined))
}

const compiled = await compileFromPath({ filePath: resolve(process.argv[2]), imports: [], logLevel: 'off' })
if (compiled.errors.length) {
  console.error(compiled.errors.join('\n'))
  process.exit(1)
}
const functions = Object.entries(compiled.functions).map(([name, { script, funcDef }]) => [name, { script, definition: plain(funcDef) }])
const services = Object.entries(compiled.services).map(([name, definition]) => [name, plain(definition)])
console.log(JSON.stringify({ functions: Object.fromEntries(functions), services: Object.fromEntries(services) }))
process.exit(0)
