// The js-libp2p node that both scripts use: TCP and WebSocket, Noise, Yamux, identify, ping, and the test protocols.
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { createLibp2p } from 'libp2p'

export const ECHO = '/fluence-interop/echo/1.0.0'
export const RESET = '/fluence-interop/reset/1.0.0'
export const SINK = '/fluence-bench/sink/1.0.0'

const options = { maxInboundStreams: 1024, maxOutboundStreams: 1024 }

export const print = (value) => console.log(JSON.stringify(value))

export async function send (stream, bytes) {
  if (!stream.send(bytes)) await stream.onDrain()
}

export async function start (listen, services = {}) {
  const node = await createLibp2p({
    nodeInfo: { userAgent: 'fluence-interop-js/1.0.0' },
    addresses: { listen },
    transports: [tcp(), webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: false },
    // js-libp2p takes five connections a second from one host otherwise, which a benchmark of handshakes exceeds
    connectionManager: { inboundConnectionThreshold: 1e6, maxConnections: 1e4 },
    services: {
      identify: identify(),
      identifyPush: identifyPush(),
      ping: ping(),
      ...services
    }
  })
  await node.handle(ECHO, async (stream) => {
    for await (const chunk of stream) await send(stream, chunk)
    await stream.close()
  }, options)
  // resets as soon as something has come
  await node.handle(RESET, async (stream) => {
    for await (const chunk of stream) {
      stream.abort(new Error(`reset on purpose after ${chunk.byteLength} bytes`))
      return
    }
  }, options)
  // counts what comes and answers with the number, length-prefixed
  await node.handle(SINK, async (stream) => {
    let total = 0
    for await (const chunk of stream) total += chunk.byteLength
    const text = new TextEncoder().encode(String(total))
    await send(stream, new Uint8Array([text.length, ...text]))
    await stream.close()
  }, options)
  return node
}
