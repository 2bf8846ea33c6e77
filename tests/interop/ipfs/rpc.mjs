// The calls of the RPC that the clients of kubo make: node rpc.mjs CLIENT URL, where CLIENT is ipfs-http-client (the original CLI's) or
// kubo-rpc-client. Prints a line of JSON for each: its name and its result or error.
import { CID } from 'multiformats/cid'

const [client, url] = process.argv.slice(2)
const { create } = await import(client)
const { hostname, port } = new URL(url)
const ipfs = create({ host: hostname, port, protocol: 'http' })
const isOld = client === 'ipfs-http-client'

function lcg (length) {
  const bytes = Buffer.alloc(length)
  let state = 12345
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

async function step (name, run) {
  try {
    console.log(JSON.stringify({ name, result: await run() }))
  } catch (error) {
    console.log(JSON.stringify({ name, error: error.message }))
  }
}

async function all (source, map = (x) => x) {
  const items = []
  for await (const item of source) items.push(map(item))
  return items
}

const text = async (source) => Buffer.concat(await all(source)).toString()
const cid = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const missing = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy'
// both clients know classes of ids by their shape only
const id = isOld ? (await import(client)).CID.parse(cid) : CID.parse(cid)

for (const [name, bytes] of [['empty', Buffer.alloc(0)], ['hello', Buffer.from('hello')], ['zeros', Buffer.alloc(1 << 20)], ['lcg', lcg(3 << 20)]]) {
  await step(`add ${name}`, async () => String((await ipfs.add(bytes, { pin: true, cidVersion: 1 })).cid))
}
await step('add v0', async () => String((await ipfs.add('hello')).cid))
await step('pin.add', async () => String(await ipfs.pin.add(cid)))
await step('pin.ls', () => all(ipfs.pin.ls({ paths: cid, type: 'all' }), (pin) => [String(pin.cid), pin.type]))
await step('pin.ls all', async () => (await all(ipfs.pin.ls(), (pin) => pin.type)).sort())
await step('pin.ls missing', () => all(ipfs.pin.ls({ paths: missing, type: 'all' }), (pin) => pin.type))
await step('dag.put', async () => String(await ipfs.dag.put('{"a":1}', { pin: true })))
await step('dag.get', async () => (await ipfs.dag.get(await ipfs.dag.put({ a: [1, { b: 'x' }] }), { path: '/a/1/b' })).value)
await step('id', async () => String((await ipfs.id()).id))
await step('version', async () => typeof (await ipfs.version()).version)
await step('cat', () => text(ipfs.cat(cid)))
await step('cat part', () => text(ipfs.cat(cid, { offset: 1, length: 3 })))
await step('cat missing', () => text(ipfs.cat(missing, { timeout: 20000 })))
await step('block.get', async () => Buffer.from(await ipfs.block.get(id)).toString())
await step('block.stat', async () => (await ipfs.block.stat(id)).size)
await step('block.put', async () => String(await ipfs.block.put(Buffer.from('block'), { format: 'raw', version: 1 })))
await step('add directory', () => all(
  ipfs.addAll([{ path: 'd/a.txt', content: 'hello' }, { path: 'd/e/b.txt', content: 'hello\n' }], { cidVersion: 1, pin: false }),
  (entry) => [entry.path, String(entry.cid)]))
await step('ls', async () => {
  const root = (await all(ipfs.addAll([{ path: 'd/a.txt', content: 'hello' }, { path: 'd/e/b.txt', content: 'hello\n' }], { cidVersion: 1, pin: false }))).at(-1)
  return (await all(ipfs.ls(root.cid), (entry) => [entry.name, entry.type, entry.size])).sort()
})
await step('get', async () => Buffer.concat(await all(ipfs.get(cid))).includes('hello'))
await step('refs', async () => (await all(ipfs.refs('bafybeiggzq4ryi7hscq5hzvzcnk4urnxt3asp37dhgvnjilf7exskximla', { unique: true }), (ref) => ref.ref)))
await step('export and import', async () => {
  const car = await all(ipfs.dag.export(isOld ? (await import(client)).CID.parse(cid) : CID.parse(cid)))
  return all(ipfs.dag.import((async function * () { yield * car })()), ({ root }) => [String(root.cid), root.pinErrorMsg])
})
await step('repo.stat', async () => Number((await ipfs.repo.stat()).numObjects) > 0)
await step('swarm.peers', async () => (await ipfs.swarm.peers()).map(String))
await step('pin.rm', async () => String(await ipfs.pin.rm(cid, { recursive: true })))
await step('pin.rm again', async () => String(await ipfs.pin.rm(cid, { recursive: true })))
await step('block.rm', () => all(ipfs.block.rm(id, { force: true }), (removed) => removed.error?.message ?? 'ok'))
await step('block.rm again', () => all(ipfs.block.rm(id), (removed) => removed.error?.message ?? 'ok'))
await step('repo.gc', async () => (await all(ipfs.repo.gc())).length > 0)
process.exit(0)
