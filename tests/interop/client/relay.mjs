// A relay made of the original client's parts: libp2p 1.2 over WebSocket, and its peer with avm.wasm. The side that benchmarks compare with.
// usage: node relay.mjs        prints its address, then READY; ends when its input does
import { createLibp2p } from 'libp2p'
import { webSockets } from '@libp2p/websockets'
import { all } from '@libp2p/websockets/filters'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { peerIdFromString } from '@libp2p/peer-id'
import { decode, encode } from 'it-length-prefixed'
import { pipe } from 'it-pipe'
import { Subject } from 'rxjs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const internal = (path) => import(new URL(path, import.meta.resolve('@fluencelabs/js-client')).href)
const { KeyPair } = await internal('keypair/index.js')
const { FluencePeer } = await internal('jsPeer/FluencePeer.js')
const { JsServiceHost } = await internal('jsServiceHost/JsServiceHost.js')
const { Particle } = await internal('particle/Particle.js')
const { loadMarineDeps } = await internal('marine/loader.js')
const { MarineBackgroundRunner } = await internal('marine/worker/index.js')
const msgpack = require('msgpack-lite')
const int64 = require('int64-buffer')

const protocol = '/fluence/particle/2.0.0'
const many = { maxInboundStreams: 100000, maxOutboundStreams: 100000 }
const key = await KeyPair.randomEd25519()
const node = await createLibp2p({
  peerId: key.getLibp2pPeerId(),
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'] },
  transports: [webSockets({ filter: all })],
  streamMuxers: [yamux(many)],
  connectionEncryption: [noise()],
  services: { identify: identify(), ping: ping() },
  connectionGater: { denyDialMultiaddr: async () => false }
})

class RelayConnection {
  particleSource = new Subject()
  supportsRelay () { return false }
  getRelayPeerId () { throw new Error('a relay has no relay') }
  async start () {
    await node.handle(protocol, async ({ stream }) => {
      try {
        await pipe(stream.source, decode, async (messages) => {
          for await (const message of messages) {
            const fields = msgpack.decode(Buffer.from(message.subarray()).subarray(2))
            this.particleSource.next(new Particle(fields.id, Number(fields.timestamp), fields.script, Uint8Array.from(fields.data),
              fields.ttl, fields.init_peer_id, Uint8Array.from(fields.signature)))
          }
        })
        await stream.close()
      } catch (error) {
        console.error('receive:', error.message)
      }
    }, many)
  }

  async stop () { await node.stop() }
  async sendParticle (peers, particle) {
    for (const peer of peers) {
      try {
        const stream = await node.dialProtocol(peerIdFromString(peer), protocol, many)
        const body = msgpack.encode({ action: 'Particle', id: particle.id, init_peer_id: particle.initPeerId,
          timestamp: new int64.Uint64BE(particle.timestamp), ttl: particle.ttl, script: particle.script,
          signature: Buffer.from(particle.signature), data: Buffer.from(particle.data) })
        await pipe([Buffer.concat([Buffer.from([0x81, 0x04]), body])], encode, stream.sink)
      } catch (error) {
        console.error('send:', error.message)
      }
    }
  }
}

const marine = new MarineBackgroundRunner(...await loadMarineDeps('x'))
const peer = new FluencePeer({ defaultTtlMs: 60000, debug: { printParticleId: false } }, key, marine, new JsServiceHost(), new RelayConnection())
await peer.start()
console.log(`${node.getMultiaddrs()[0]}`)
console.log('READY')
process.stdin.on('end', () => process.exit(0)).resume()
