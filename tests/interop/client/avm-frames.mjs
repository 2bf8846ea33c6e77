// avm.wasm 0.62.0 behind binary frames, for many invokes a second. A frame is its length (u32, little-endian as everything here) and:
//   request   air, previous data, data, init peer id, current peer id, secret key, particle id, call results (each u32 length + bytes),
//             timestamp u64, ttl u32, key format u8, size limits of air, particle and call result u64, hard limits u8
//   response  0 u8, ret code i64, error, data, call requests (each u32 length + bytes), next peers (u32 count, then each as before), flags u8
//             or 1 u8, the trap and what the guest printed before it (u32 length + bytes)
import { readSync, writeSync } from 'node:fs'
import { Interpreter } from './interpreter.mjs'

const MOST_MEMORY = 256 << 20

function readExactly (count) {
  const buffer = Buffer.allocUnsafe(count)
  for (let at = 0; at < count;) {
    const got = readSync(0, buffer, at, count - at, null)
    if (got === 0) process.exit(0)
    at += got
  }
  return buffer
}

function read (frame) {
  let at = 0
  const bytes = () => { const length = frame.readUInt32LE(at); at += 4 + length; return frame.subarray(at - length, at) }
  const u64 = () => { at += 8; return frame.readBigUInt64LE(at - 8) }
  const [air, previous, data] = [bytes(), bytes(), bytes()]
  const params = { init_peer_id: bytes(), current_peer_id: bytes(), secret_key_bytes: bytes(), particle_id: bytes() }
  const callResults = bytes()
  params.timestamp = u64()
  params.ttl = frame.readUInt32LE(at)
  params.key_format = frame.readUInt8(at + 4)
  at += 5
  params.air_size_limit = u64()
  params.particle_size_limit = u64()
  params.call_result_size_limit = u64()
  params.hard_limit_enabled = frame.readUInt8(at) !== 0
  return [air, previous, data, params, callResults]
}

function sized (bytes) {
  const length = Buffer.allocUnsafe(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

function write (outcome) {
  const code = Buffer.alloc(9)
  code.writeBigInt64LE(BigInt(outcome.ret_code), 1)
  const count = Buffer.alloc(4)
  count.writeUInt32LE(outcome.next_peer_pks.length)
  const flags = (outcome.air_size_limit_exceeded ? 1 : 0) | (outcome.particle_size_limit_exceeded ? 2 : 0) |
    (outcome.call_result_size_limit_exceeded ? 4 : 0)
  return Buffer.concat([
    code, sized(Buffer.from(outcome.error_message)), sized(outcome.data), sized(outcome.call_requests),
    count, ...outcome.next_peer_pks.map((peer) => sized(Buffer.from(peer))), Buffer.from([flags])])
}

let interpreter = new Interpreter()
function run (frame) {
  try {
    const response = write(interpreter.invoke(...read(frame)))
    if (interpreter.memorySize > MOST_MEMORY) interpreter = new Interpreter()
    return response
  } catch (trap) {
    const message = `${trap.message}: ${interpreter.printed}`
    interpreter = new Interpreter()
    return Buffer.concat([Buffer.from([1]), sized(Buffer.from(message))])
  }
}

function answer (response) {
  const frame = sized(response)
  for (let at = 0; at < frame.length;) at += writeSync(1, frame, at)
}

for (;;) answer(run(readExactly(readExactly(4).readUInt32LE(0))))
