// avm.wasm 0.62.0 embedded in V8, core Marine ABI by hand: nothing is between the timer and the module but copying bytes in and out.
// node avm.mjs DIR: for each line {"name", "runs"} or {"name", "seconds"} on standard input, one line {"ms": [...], "ret_code", "out"}.
import { readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'avm.mjs'))
const avm = require('@fluencelabs/avm')
const wire = new avm.MulticodecRepr(new avm.MsgPackRepr())
let memory
const view = () => new DataView(memory.buffer)
const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(require.resolve('@fluencelabs/avm/dist/avm.wasm'))), {
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
const exported = instance.exports
memory = exported.memory
exported._initialize?.()
exported._start()

const put = (bytes) => {
  if (bytes.length === 0) return [0, 0]
  const address = exported.allocate(bytes.length, 1)
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes)
  return [address, bytes.length]
}

const read = (folder) => {
  const file = (name) => readFileSync(join(folder, name))
  const results = Object.fromEntries(JSON.parse(file('call_results.json')).map(([id, r]) => [id, { ret_code: r.retCode, result: r.result }]))
  const params = JSON.parse(file('params.json'))
  return {
    air: file('script.air').toString(), previous: file('prev_data.bin'), current: file('cur_data.bin'), results: wire.toBinary(results),
    params: { ...params, secret: Buffer.from(params.secretKeyBytes, 'hex') }
  }
}

const invoke = ({ air, previous, current, results, params }) => {
  const text = (string) => put(Buffer.from(string))
  const inputs = [text(air), put(previous), put(current)]
  const pointers = [text(params.initPeerId), text(params.currentPeerId), put(params.secret), text(params.particleId)]
  const callResults = put(results)
  const record = exported.allocate(70, 1)
  const data = view()
  let at = record
  const u32 = (value) => { data.setUint32(at, value, true); at += 4 }
  const u64 = (value) => { data.setBigUint64(at, BigInt(value), true); at += 8 }
  const u8 = (value) => { data.setUint8(at++, value) }
  pointers[0].forEach(u32)
  pointers[1].forEach(u32)
  u64(params.timestamp)
  u32(params.ttl)
  u8(params.keyFormat)
  pointers[2].forEach(u32)
  pointers[3].forEach(u32)
  for (let limit = 0; limit < 3; limit++) u64(0xffffffff)
  u8(0)
  exported.invoke(...inputs.flat(), record, ...callResults)
  const out = exported.get_result_ptr(), answer = view()
  const take = (field) => Buffer.from(new Uint8Array(memory.buffer, answer.getUint32(out + field, true), answer.getUint32(out + field + 4, true)))
  const outcome = { retCode: Number(answer.getBigInt64(out, true)), data: take(16), requests: take(32) }
  exported.release_objects()
  return outcome
}

const inputs = new Map()
createInterface({ input: process.stdin }).on('line', (line) => {
  const { name, runs = 0, seconds = 0 } = JSON.parse(line)
  if (!inputs.has(name)) inputs.set(name, read(join(process.argv[2], name)))
  const input = inputs.get(name), ms = [], end = performance.now() + 1000 * seconds
  let outcome
  while (ms.length < runs || performance.now() < end) {
    const start = performance.now()
    outcome = invoke(input)
    ms.push(performance.now() - start)
  }
  process.stdout.write(JSON.stringify({ ms, ret_code: outcome.retCode, out: outcome.data.length }) + '\n')
}).on('close', () => process.exit(0))
process.stdout.write('{"ready":true}\n')
