// usage: node dial.mjs MULTIADDR echo BYTES | ping COUNT | identify | streams COUNT | reset-here | reset-there | handshakes COUNT | sink MEBIBYTES
// Runs one scenario against the address and prints its result as one line of JSON.
import { createHash, randomBytes } from 'node:crypto'
import { multiaddr } from '@multiformats/multiaddr'
import { ECHO, RESET, SINK, print, send, start } from './node.mjs'

const [address, scenario, amount] = process.argv.slice(2)
const target = multiaddr(address)
const count = Number(amount)

async function echo (connection, bytes) {
  const stream = await connection.newStream(ECHO)
  const sent = createHash('sha256')
  const received = createHash('sha256')
  const reading = (async () => {
    let length = 0
    for await (const chunk of stream) {
      const part = chunk.subarray()
      received.update(part)
      length += part.byteLength
    }
    return length
  })()
  for (let rest = bytes; rest > 0;) {
    const chunk = randomBytes(Math.min(rest, 65536))
    sent.update(chunk)
    await send(stream, chunk)
    rest -= chunk.length
  }
  await stream.close()
  return { length: await reading, same: sent.digest('hex') === received.digest('hex') }
}

async function sink (connection, bytes) {
  const stream = await connection.newStream(SINK)
  const chunk = randomBytes(65536)
  const begin = performance.now()
  const answer = (async () => {
    const parts = []
    for await (const part of stream) parts.push(Buffer.from(part.subarray()))
    return Buffer.concat(parts).subarray(1).toString()
  })()
  for (let sent = 0; sent < bytes; sent += chunk.length) await send(stream, chunk)
  await stream.close()
  if (await answer !== String(bytes)) throw new Error('the sink did not count what was sent')
  return (performance.now() - begin) / 1000
}

const scenarios = {
  echo: (node, connection) => echo(connection, count),
  async ping (node, connection) {
    for (let i = 0; i < count; i++) await node.services.ping.ping(connection.remotePeer)
    return { pings: count }
  },
  async identify (node, connection, identified) {
    const info = await identified
    return {
      agent: info.agentVersion,
      version: info.protocolVersion,
      protocols: info.protocols,
      addresses: info.listenAddrs.map(String),
      observed: String(info.observedAddr),
      multiplexer: connection.multiplexer
    }
  },
  async streams (node, connection) {
    const results = await Promise.all(Array.from({ length: count }, () => echo(connection, 10000)))
    return { good: results.filter(({ length, same }) => same && length === 10000).length }
  },
  async 'reset-here' (node, connection) {
    const stream = await connection.newStream(ECHO)
    await send(stream, new Uint8Array(1000))
    for await (const chunk of stream) {
      if (chunk.byteLength > 0) break
    }
    stream.abort(new Error('reset on purpose'))
    return { alive: await node.services.ping.ping(connection.remotePeer) >= 0 }
  },
  async 'reset-there' (node, connection) {
    const stream = await connection.newStream(RESET)
    let error = ''
    try {
      await send(stream, new Uint8Array(1000))
      for await (const _ of stream);
    } catch (e) { error = e.name }
    return { status: stream.status, error, alive: await node.services.ping.ping(connection.remotePeer) >= 0 }
  },
  async handshakes (node, connection) {
    await connection.close()
    let seconds = 0
    for (let i = 0; i < count; i++) {
      const begin = performance.now()
      const fresh = await node.dial(target)
      seconds += (performance.now() - begin) / 1000
      await fresh.close()
    }
    return { perSecond: count / seconds }
  },
  async sink (node, connection) {
    await sink(connection, count * 1048576)
    return { megabytesPerSecond: count * 1.048576 / await sink(connection, count * 1048576) }
  }
}

const node = await start([])
const identified = new Promise((resolve) => node.addEventListener('peer:identify', ({ detail }) => resolve(detail)))
try {
  print(await scenarios[scenario](node, await node.dial(target), identified))
} catch (e) {
  print({ failure: `${e.name}: ${e.message}` })
  process.exitCode = 1
}
await node.stop()
process.exit()
