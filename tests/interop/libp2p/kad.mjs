// usage: node kad.mjs PROTOCOL BOOTSTRAP SEARCHED KEY
// A js-libp2p node with kad-dht that knows one peer. Prints as lines of JSON: its address, the peers of its routing table once it has
// some, where it finds the peer SEARCHED, and the peers nearest to the bytes of the peer id KEY. Then it serves until its input ends.
import { passthroughMapper, kadDHT } from '@libp2p/kad-dht'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { print, start } from './node.mjs'

const [protocol, bootstrap, searched, key] = process.argv.slice(2)
const node = await start(['/ip4/127.0.0.1/tcp/0'], {
  dht: kadDHT({ protocol, clientMode: false, peerInfoMapper: passthroughMapper })
})
process.stdin.on('end', async () => {
  await node.stop()
  process.exit(0)
}).resume()

print({ address: node.getMultiaddrs().map(String)[0] })
try {
  await node.dial(multiaddr(bootstrap))
  while (node.services.dht.routingTable.size === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  print({ table: node.services.dht.routingTable.size })
  const found = await node.peerRouting.findPeer(peerIdFromString(searched), { useCache: false })
  print({ id: String(found.id), addresses: found.multiaddrs.map(String) })
  // its lookups time out early on a busy machine and leave peers out then
  let closest = []
  while (closest.length < 2) {
    closest = []
    for await (const peer of node.peerRouting.getClosestPeers(peerIdFromString(key).toMultihash().bytes)) closest.push(String(peer.id))
  }
  print({ closest })
} catch (e) {
  print({ failure: `${e.name}: ${e.message}` })
}
