// avm.wasm 0.62.0 embedded in V8, without Marine: buffers are put into its memory and taken out of it.
import { readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import { createRequire } from 'node:module'

const module = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('@fluencelabs/avm/dist/avm.wasm')))

export class Interpreter {
  constructor () {
    let memory
    /** What the guest has printed in this invoke: of a panic, its message. */
    this.printed = ''
    const view = () => new DataView(memory.buffer)
    const instance = new WebAssembly.Instance(module, {
      __marine_host_api_v3: { log_utf8_string: () => {} },
      wasi_snapshot_preview1: {
        clock_time_get: (id, precision, out) => { view().setBigUint64(out, BigInt(Date.now()) * 1000000n, true); return 0 },
        random_get: (out, length) => { webcrypto.getRandomValues(new Uint8Array(memory.buffer, out, length)); return 0 },
        fd_write: (fd, vectors, count, out) => {
          let total = 0
          for (let i = 0; i < count; i++) {
            const length = view().getUint32(vectors + 8 * i + 4, true)
            this.printed += Buffer.from(memory.buffer, view().getUint32(vectors + 8 * i, true), length).toString()
            total += length
          }
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

  /** The bytes of the guest's memory, which only grows. */
  get memorySize () { return this.exports.memory.buffer.byteLength }

  take (at) { return Buffer.from(this.exports.memory.buffer, this.view.getUint32(at, true), this.view.getUint32(at + 4, true)) }

  /** One invoke. Data, call results and call requests are bytes in the original's own encodings. */
  invoke (air, previous, data, params, callResults) {
    this.printed = ''
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
      data: Buffer.from(this.take(out + 16)),
      next_peer_pks: Array.from({ length: this.view.getUint32(out + 28, true) }, (_, i) => this.take(list + 8 * i).toString()),
      call_requests: Buffer.from(this.take(out + 32)),
      air_size_limit_exceeded: this.view.getUint8(out + 40) !== 0,
      particle_size_limit_exceeded: this.view.getUint8(out + 41) !== 0,
      call_result_size_limit_exceeded: this.view.getUint8(out + 42) !== 0
    }
    this.exports.release_objects()
    return outcome
  }
}
