// avm.wasm 0.62.0 embedded in V8, behind the same protocol as `fluence avm invoke`: one JSON request a line in, one outcome a line out.
import { readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const avm = require('@fluencelabs/avm')
const messagePack = new avm.MsgPackRepr()
const wire = new avm.MulticodecRepr(messagePack)
const module = new WebAssembly.Module(readFileSync(require.resolve('@fluencelabs/avm/dist/avm.wasm')))

class Interpreter {
  constructor () {
    let memory
    const view = () => new DataView(memory.buffer)
    const instance = new WebAssembly.Instance(module, {
      __marine_host_api_v3: { log_utf8_string: () => {} },
      wasi_snapshot_preview1: {
        clock_time_get: (id, precision, out) => { view().setBigUint64(out, BigInt(Date.now()) * 1000000n, true); return 0 },
        random_get: (out, length) => { webcrypto.getRandomValues(new Uint8Array(memory.buffer, out, length)); return 0 },
        fd_write: (fd, vectors, count, out) => {
          let total = 0
          for (let i = 0; i < count; i++) total += view().getUint32(vectors + 8 * i + 4, true)
          view().setUint32(out, total, true)
          return 0
        },
        environ_sizes_get: (count, size) => { view().setUint32(count, 0, true); view().setUint32(size, 0, true); return 0 },
        environ_get: () => 0,
        sched_yield: () => 0,
        proc_exit: (code) => { throw new Error(`proc_exit ${code}`) }
      }
    })
    this.exports = instance.exports
    memory = this.exports.memory
    this.exports._initialize?.()
    this.exports._start()
  }

  get view () { return new DataView(this.exports.memory.buffer) }

  put (bytes) {
    if (bytes.length === 0) return [0, 0]
    const address = this.exports.allocate(bytes.length, 1)
    new Uint8Array(this.exports.memory.buffer, address, bytes.length).set(bytes)
    return [address, bytes.length]
  }

  take (at) { return Buffer.from(this.exports.memory.buffer, this.view.getUint32(at, true), this.view.getUint32(at + 4, true)) }

  invoke (air, previous, data, params, callResults) {
    const text = (string) => this.put(Buffer.from(string))
    const inputs = [text(air), this.put(previous), this.put(data)]
    const pointers = [text(params.init_peer_id), text(params.current_peer_id), this.put(params.secret_key_bytes), text(params.particle_id)]
    const results = this.put(callResults)
    const record = this.exports.allocate(70, 1)
    const view = this.view
    let at = record
    const u32 = (value) => { view.setUint32(at, value, true); at += 4 }
    const u64 = (value) => { view.setBigUint64(at, BigInt(value), true); at += 8 }
    const u8 = (value) => { view.setUint8(at++, value) }
    pointers[0].forEach(u32)
    pointers[1].forEach(u32)
    u64(params.timestamp)
    u32(params.ttl)
    u8(params.key_format ?? 0)
    pointers[2].forEach(u32)
    pointers[3].forEach(u32)
    u64(params.air_size_limit ?? 16777216)
    u64(params.particle_size_limit ?? 67108864)
    u64(params.call_result_size_limit ?? 33554432)
    u8(params.hard_limit_enabled ? 1 : 0)
    this.exports.invoke(...inputs.flat(), record, ...results)
    const out = this.exports.get_result_ptr()
    const list = this.view.getUint32(out + 24, true)
    const outcome = {
      ret_code: Number(this.view.getBigInt64(out, true)),
      error_message: this.take(out + 8).toString(),
      data: this.take(out + 16).toString('base64'),
      next_peer_pks: Array.from({ length: this.view.getUint32(out + 28, true) }, (_, i) => this.take(list + 8 * i).toString()),
      call_requests: readRequests(Buffer.from(this.take(out + 32))),
      air_size_limit_exceeded: this.view.getUint8(out + 40) !== 0,
      particle_size_limit_exceeded: this.view.getUint8(out + 41) !== 0,
      call_result_size_limit_exceeded: this.view.getUint8(out + 42) !== 0
    }
    this.exports.release_objects()
    return outcome
  }
}

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
    return interpreter.invoke(request.air, bytes(request.prev_data), bytes(request.data), params, wire.toBinary(request.call_results ?? {}))
  } catch (trap) {
    interpreter = new Interpreter()
    return { error: `${trap.message}` }
  }
}
createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(JSON.stringify(run(JSON.parse(line))) + '\n'))
  .on('close', () => process.exit(0))
process.stdout.write('{"ready":true}\n')
