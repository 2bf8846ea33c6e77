// Listens; prints its addresses as one line of JSON, then one line for each peer that it identifies. Ends when its input does.
import { print, start } from './node.mjs'

const node = await start(['/ip4/127.0.0.1/tcp/0', '/ip4/127.0.0.1/tcp/0/ws'])
node.addEventListener('peer:identify', ({ detail }) => print({
  peer: String(detail.peerId), agent: detail.agentVersion, version: detail.protocolVersion, protocols: detail.protocols
}))
print({ addresses: node.getMultiaddrs().map(String) })
process.stdin.on('end', async () => {
  await node.stop()
  process.exit(0)
}).resume()
