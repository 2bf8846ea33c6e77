// The original compiler on Node.js. With arguments, IMPORTS FILE: compiles once and prints {"ms", "errors", "air"}, for whole processes.
// Without: for each line {"file", "imports"} on standard input a line of the same on standard output.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(process.cwd(), 'aqua.mjs'))
const { compileFromPath } = await import(pathToFileURL(require.resolve('@fluencelabs/aqua-api')))

const compile = async (file, imports) => {
  const start = performance.now()
  let errors = 1, functions = {}
  try {
    const result = await compileFromPath({ filePath: file, imports, logLevel: 'off' })
    errors = result.errors.length
    functions = result.functions
  } catch {
    // some sources make it throw; those are no inputs for either side
  }

  const ms = performance.now() - start
  return JSON.stringify({ ms, errors, air: Object.values(functions).reduce((sum, each) => sum + each.script.length, 0) }) + '\n'
}

if (process.argv.length > 2) {
  process.stdout.write(await compile(process.argv[3], process.argv[2].split(',')))
} else {
  process.stdout.write('{"ready":true}\n')
  for await (const line of createInterface({ input: process.stdin })) {
    const { file, imports } = JSON.parse(line)
    process.stdout.write(await compile(file, imports))
  }
}
