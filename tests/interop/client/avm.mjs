// avm.wasm 0.62.0 behind the same protocol as `fluence avm invoke`: one JSON request a line in, one outcome a line out.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'
import { Interpreter } from './interpreter.mjs'

const avm = createRequire(import.meta.url)('@fluencelabs/avm')
const messagePack = new avm.MsgPackRepr()
const wire = new avm.MulticodecRepr(messagePack)

function readRequests (bytes) {
  if (bytes.length === 0) return {}
  return Object.fromEntries(Object.entries(wire.fromBinary(bytes)).map(([id, request]) => [id, {
    service_id: request.service_id,
    function_name: request.function_name,
    arguments: messagePack.fromBinary(new Uint8Array(request.arguments)),
    tetraplets: messagePack.fromBinary(new Uint8Array(request.tetraplets))
  }]))
}

const bytes = (base64) => Buffer.from(base64 ?? '', 'base64')
let interpreter = new Interpreter()
const run = (request) => {
  const params = { ...request.params, secret_key_bytes: bytes(request.params.secret_key_bytes) }
  try {
    const outcome = interpreter.invoke(
      request.air, bytes(request.prev_data), bytes(request.data), params, wire.toBinary(request.call_results ?? {}))
    return { ...outcome, data: outcome.data.toString('base64'), call_requests: readRequests(outcome.call_requests) }
  } catch (trap) {
    interpreter = new Interpreter()
    return { error: `${trap.message}` }
  }
}
createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(JSON.stringify(run(JSON.parse(line))) + '\n'))
  .on('close', () => process.exit(0))
process.stdout.write('{"ready":true}\n')
