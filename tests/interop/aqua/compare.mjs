// Compiles files with the original and compares: the scripts up to the names of variables, the definitions to the letter.
// Input (stdin): {"imports": […], "options": {…}, "files": {PATH: {"functions": {NAME: {"air", "definition"}}, "services": {NAME: definition}}}}
// Output: {"functions": how many were compared, "differences": […], "refused": {PATH: errors}, "more": functions that only the original gives}
import { isDeepStrictEqual } from 'node:util';
import { compileFromPath } from '@fluencelabs/aqua-api';
import { normalise } from './alpha.mjs';

// the original's objects have getters, which JSON does not see
function plain(type) {
  switch (type.tag) {
    case 'scalar': return { tag: type.tag, name: type.name };
    case 'array':
    case 'option': return { tag: type.tag, type: plain(type.type) };
    case 'struct': return { tag: type.tag, name: type.name, fields: plainFields(type.fields) };
    case 'labeledProduct': return { tag: type.tag, fields: plainFields(type.fields) };
    case 'unlabeledProduct': return { tag: type.tag, items: [...type.items].map(plain) };
    case 'arrow': return { tag: type.tag, domain: plain(type.domain), codomain: plain(type.codomain) };
    default: return { tag: type.tag };
  }
}

function plainFields(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, plain(type)]));
}

function plainFunction(definition) {
  const names = ['relay', 'getDataSrv', 'callbackSrv', 'responseSrv', 'responseFnName', 'errorHandlingSrv', 'errorFnName'];
  return {
    functionName: definition.functionName,
    arrow: plain(definition.arrow),
    names: Object.fromEntries(names.map((name) => [name, definition.names[name]])),
  };
}

function plainService(definition) {
  const functions = { tag: 'labeledProduct', fields: plainFields(definition.functions.fields) };
  return definition.defaultServiceId === undefined ? { functions } : { defaultServiceId: definition.defaultServiceId, functions };
}

function difference(left, right) {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return `the original: …${left.slice(Math.max(0, at - 80), at + 120)}…, ours: …${right.slice(Math.max(0, at - 80), at + 120)}…`;
}

let input = '';
for await (const chunk of process.stdin) input += chunk;
const { imports, options, files } = JSON.parse(input);
const result = { functions: 0, differences: [], refused: {}, more: [] };
for (const [file, ours] of Object.entries(files)) {
  const original = await compileFromPath({ filePath: file, imports, logLevel: 'off', ...options });
  if (original.errors.length > 0) {
    result.refused[file] = original.errors;
    continue;
  }

  for (const [name, { script, funcDef }] of Object.entries(original.functions)) {
    const own = ours.functions[name];
    if (own === undefined) {
      result.more.push(`${file} ${name}`);
      continue;
    }

    result.functions++;
    const [left, right] = [normalise(script), normalise(own.air)];
    if (left !== right) result.differences.push(`${file} ${name}: ${difference(left, right)}`);
    const definition = plainFunction(funcDef);
    if (!isDeepStrictEqual(definition, own.definition)) {
      result.differences.push(`${file} ${name}: ${difference(JSON.stringify(definition), JSON.stringify(own.definition))}`);
    }
  }

  for (const [name, own] of Object.entries(ours.services)) {
    const definition = original.services[name] === undefined ? undefined : plainService(original.services[name]);
    if (!isDeepStrictEqual(definition, own)) {
      result.differences.push(`${file} ${name}: ${difference(JSON.stringify(definition) ?? 'nothing', JSON.stringify(own))}`);
    }
  }
}

console.log(JSON.stringify(result));
