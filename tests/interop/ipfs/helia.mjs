// A helia node that exchanges blocks by Bitswap only. Reads commands from its input, a line of JSON each, answers with a line of JSON each,
// and ends when its input does. The first line that it prints holds its addresses.
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { withBitswap } from '@helia/bitswap'
import { car } from '@helia/car'
import { withLibp2pLight } from '@helia/libp2p'
import { unixfs } from '@helia/unixfs'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createHeliaLight } from 'helia'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { CID } from 'multiformats/cid'
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'

const node = withBitswap(withLibp2pLight(createHeliaLight(), {
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
  connectionMonitor: { enabled: false },
  services: { identify: identify(), ping: ping() }
}))
await node.start()
const fs = unixfs(node)
const add = {
  cidVersion: 1,
  rawLeaves: true,
  reduceSingleLeafToSelf: true,
  chunker: fixedSize({ chunkSize: 262144 }),
  layout: balanced({ maxChildrenPerNode: 174 })
}

const print = (value) => console.log(JSON.stringify(value))

function lcg (length) {
  const bytes = Buffer.alloc(length)
  let state = 12345
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

const commands = {
  // a file of that many bytes, or a directory of that many files
  add: async ({ length }) => ({ cid: String(await fs.addBytes(lcg(length), add)) }),
  addDirectory: async ({ count }) => {
    let last
    for await (const entry of fs.addAll((function * () {
      for (let i = 0; i < count; i++) yield { path: `d/entry-${String(i).padStart(6, '0')}-${'x'.repeat(60)}`, content: Buffer.from(`${i}`) }
    })(), add)) last = entry
    return { cid: String(last.cid) }
  },
  dial: async ({ address }) => {
    await node.libp2p.dial(multiaddr(address))
    return {}
  },
  cat: async ({ cid, path }) => {
    const hash = createHash('sha256')
    let length = 0
    for await (const chunk of fs.cat(CID.parse(cid), { path, signal: AbortSignal.timeout(30000) })) {
      hash.update(chunk)
      length += chunk.length
    }
    return { length, sha256: hash.digest('hex') }
  },
  list: async ({ cid }) => {
    let count = 0
    for await (const entry of fs.ls(CID.parse(cid), { signal: AbortSignal.timeout(30000) })) count += entry.name ? 1 : 0
    return { count }
  },
  export: async ({ cid }) => {
    const parts = []
    for await (const part of car(node).export(CID.parse(cid))) parts.push(part)
    return { car: Buffer.concat(parts).toString('base64') }
  }
}

print({ addresses: node.libp2p.getMultiaddrs().map(String) })
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...options } = JSON.parse(line)
  try {
    print(await commands[command](options))
  } catch (error) {
    print({ error: String(error) })
  }
}
process.exit(0)
