// node generated.mjs RELAY mjs|mts < MODULE: runs a module that was made from typed.aqua for js-client, and prints what its functions answer.
import { createClient } from '@fluencelabs/js-client'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'

// beside this file, so that the module finds js-client; Node.js takes the types out of .mts by itself, but not below node_modules
const folder = mkdtempSync(join(fileURLToPath(new URL('.', import.meta.url)), '.generated-'))
try {
  const file = join(folder, `typed.${process.argv[3]}`)
  writeFileSync(file, await text(process.stdin))
  const typed = await import(pathToFileURL(file))
  const client = await createClient(process.argv[2], {})
  const item = { name: 'a', note: null, tags: ['x'] }
  typed.registerLocal(client, { describe: (each) => each.note, forget: () => {} })
  const answers = {
    roundTrip: await typed.roundTrip(client, item, 7),
    several: await typed.several(client, 'a', 1, true, { ttl: 30000 }),
    callBack: await typed.callBack(client, 'hi', (longer) => `said ${longer}`),
    askService: await typed.askService(client, { ...item, note: 'n' }),
    tellOnly: await new Promise((resolve, reject) => { typed.tellOnly(client, 'so', resolve).catch(reject) })
  }
  console.log(JSON.stringify(answers))
  await client.disconnect()
} finally {
  rmSync(folder, { recursive: true })
}
process.exit(0)
