// Drives real js-clients for the tests: reads one command a line from stdin, writes one answer a line to stdout.
//   {"id":1,"op":"connect","client":"c","relay":"/ip4/…/ws/p2p/…"}            -> {"id":1,"ok":{"peerId":"…"}}
//     with "seed":[32 bytes] under that key
//   {"id":2,"op":"call","client":"c","function":"throughRelay","args":["x"]}   -> {"id":2,"ok":…} or {"id":2,"error":"…"}
//   {"id":3,"op":"burst","client":"c","function":"count","times":2500}          -> {"id":3,"ok":{"times":2500}}
//   {"id":4,"op":"greeter","client":"c"}                                       registers the service «greeter»
//   {"id":5,"op":"streams","client":"c"}                                       -> {"id":5,"ok":[open streams of each connection]}
//   {"id":6,"op":"disconnect","client":"c"}
// An argument {"$callback":"text"} becomes a function that answers text + its argument.
import { compileFromPath } from '@fluencelabs/aqua-api'
import { createClient, v5_callFunction, registerService } from '@fluencelabs/js-client'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const compiled = await compileFromPath({ filePath: fileURLToPath(new URL('functions.aqua', import.meta.url)), imports: [], logLevel: 'off' })
if (compiled.errors.length) {
  console.error(compiled.errors.join('\n'))
  process.exit(1)
}

const clients = new Map()
const client = (name) => clients.get(name) ?? (() => { throw new Error(`no client '${name}'`) })()
const argument = (value) => value?.$callback !== undefined ? async (text) => `${value.$callback}${text}` : value
const call = (command, args) => {
  const { script, funcDef } = compiled.functions[command.function]
  const config = command.ttl === undefined ? [] : [{ ttl: command.ttl }]
  return v5_callFunction([client(command.client), ...args, ...config], funcDef, script)
}

const operations = {
  async connect(command) {
    const keyPair = command.seed === undefined ? undefined : { type: 'Ed25519', source: Uint8Array.from(command.seed) }
    const made = await createClient(command.relay, keyPair === undefined ? {} : { keyPair })
    clients.set(command.client, made)
    return { peerId: made.getPeerId() }
  },
  call: (command) => call(command, (command.args ?? []).map(argument)),
  async burst(command) {
    for (let i = 0; i < command.times; i++) {
      const answer = await call(command, [i])
      if (answer !== i + 1) throw new Error(`call ${i} answered ${answer}`)
    }
    return { times: command.times }
  },
  async greeter(command) {
    registerService({ peer: client(command.client), serviceId: 'greeter', service: {
      greet: async ({ args }) => `hello ${args[0]}` } })
    return null
  },
  async streams(command) {
    return client(command.client).connection.lib2p2Peer.getConnections().map((connection) => connection.streams.length)
  },
  async disconnect(command) {
    await client(command.client).disconnect()
    clients.delete(command.client)
    return null
  }
}

const answer = (object) => process.stdout.write(JSON.stringify(object) + '\n')
const describe = (error) => error instanceof Error ? error.message : typeof error === 'string' ? error : JSON.stringify(error)
createInterface({ input: process.stdin }).on('line', async (line) => {
  const command = JSON.parse(line)
  try {
    answer({ id: command.id, ok: await operations[command.op](command) ?? null })
  } catch (error) {
    answer({ id: command.id, error: describe(error) })
  }
}).on('close', () => process.exit(0))
answer({ ready: true, functions: Object.keys(compiled.functions) })
