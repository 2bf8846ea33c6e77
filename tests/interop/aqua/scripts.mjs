// The original compiler as a server. One line of JSON in, one out.
// In: {"file": PATH or "code": TEXT, "imports": […], "options": {…}, "ours": {NAME: AIR}}
// Out: {"functions": {NAME: {"air", "equal": whether ours is the same up to the names of variables, "equalButCanons": and up to the sigils
// of canonical streams}}, "errors": ["text without colours"]}
import { createInterface } from 'node:readline';
import { compileFromPath, compileFromString } from '@fluencelabs/aqua-api';
import { normalise } from './alpha.mjs';

async function compile({ file, code, imports, options }) {
  const common = { imports, logLevel: 'off', ...options };
  try {
    return await (file == null ? compileFromString({ code, ...common }) : compileFromPath({ filePath: file, ...common }));
  } catch (error) {
    return { functions: {}, errors: [`the compiler fails: ${error?.message ?? error}`] };
  }
}

function withoutCanons(air) {
  return air.replaceAll('#', '');
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const { functions, errors } = await compile(request);
  const result = { functions: {}, errors: errors.map((text) => text.replace(/\x1b\[[0-9;]*m/g, '')) };
  for (const [name, { script }] of Object.entries(functions)) {
    const own = request.ours?.[name];
    const equal = own !== undefined && (own === script || normalise(own) === normalise(script));
    const equalButCanons = own !== undefined && (equal || normalise(withoutCanons(own)) === normalise(withoutCanons(script)));
    result.functions[name] = { air: script, equal, equalButCanons };
  }

  console.log(JSON.stringify(result));
}
