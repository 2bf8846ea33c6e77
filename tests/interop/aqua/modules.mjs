// Makes modules with the original compiler and aqua-to-js and compares what they do and their types with given ones.
// Input (stdin): {"imports": […], "files": {PATH: {"js", "types", "ts"}}}; the last are the texts of our modules and declarations
// Output: {"functions", "services": how many were compared, "differences": […]}
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { compileFromPath } from '@fluencelabs/aqua-api';
import aquaToJs from '@fluencelabs/aqua-to-js';
import ts from 'typescript';
import { normalise } from './alpha.mjs';

// what modules know of js-client: they hand on what they are called with
const client = `
export const calls = [];
export const v5_callFunction = async (args, def, script) => { calls.push({ args, def, script }); return 'result'; };
export const v5_registerService = (args, def) => { calls.push({ args, def }); };
`;
const clientTypes = `
export interface IFluenceClient { connect(): Promise<void>; getPeerId(): string; }
export interface ParticleContext { particleId: string; initPeerId: string; timestamp: number; ttl: number; }
export declare const v5_callFunction: (args: any, def: any, script: string) => Promise<any>;
export declare const v5_registerService: (args: any, def: any) => void;
`;

// beside this file, so that packages are found
const folder = mkdtempSync(join(fileURLToPath(new URL('.', import.meta.url)), '.modules-'));
const result = { functions: 0, services: 0, differences: [] };
try {
  const fake = join(folder, 'node_modules', '@fluencelabs', 'js-client');
  mkdirSync(fake, { recursive: true });
  writeFileSync(join(fake, 'package.json'), JSON.stringify({ name: '@fluencelabs/js-client', type: 'module', main: 'index.js', types: 'index.d.ts' }));
  writeFileSync(join(fake, 'index.js'), client);
  writeFileSync(join(fake, 'index.d.ts'), clientTypes);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const { calls } = await import(pathToFileURL(join(fake, 'index.js')));
  await compareAll(calls);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(JSON.stringify(result));

async function compareAll(calls) {
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  const { imports, files } = JSON.parse(input);
  const checks = [];
  for (const [index, [file, ours]] of Object.entries(files).entries()) {
    const compiled = await compileFromPath({ filePath: file, imports, logLevel: 'off' });
    const theirs = { ...(await aquaToJs(compiled, 'js')), ts: (await aquaToJs(compiled, 'ts'))?.sources };
    if (theirs.sources === undefined) {
      if (ours.js !== null) result.differences.push(`${file}: the original makes no module`);
      continue;
    }

    const written = (name, text) => {
      writeFileSync(join(folder, name), text);
      return name;
    };
    const code = (text) => ts.transpileModule(text, { compilerOptions: { module: 'ESNext', target: 'ES2022' } }).outputText;
    for (const [kind, left, right] of [['js', theirs.sources, ours.js], ['ts', code(theirs.ts), code(ours.ts)]]) {
      const modules = [];
      for (const [whose, text] of [['theirs', left], ['ours', right]]) {
        modules.push(await import(pathToFileURL(join(folder, written(`${kind}${index}-${whose}.js`, text)))));
      }
      await compareModules(`${file} (${kind})`, modules, compiled, calls);
    }

    written(`types${index}-theirs.ts`, theirs.ts);
    written(`types${index}-ours.ts`, ours.ts);
    written(`declared${index}-theirs.d.ts`, theirs.types);
    written(`declared${index}-ours.d.ts`, ours.types);
    checks.push([file, index, exportedNames(theirs.ts), exportedNames(theirs.types)]);
  }

  compareTypes(checks);
}

async function compareModules(file, [theirs, ours], compiled, calls) {
  const names = (module) => Object.keys(module).sort();
  if (!isDeepStrictEqual(names(theirs), names(ours))) {
    result.differences.push(`${file} exports ${names(ours)} instead of ${names(theirs)}`);
    return;
  }

  for (const [name, { funcDef }] of Object.entries(compiled.functions)) {
    result.functions++;
    const args = Object.values(funcDef.arrow.domain.fields ?? {}).map(sample);
    const peer = { peer: true };
    for (const given of [args, [peer, ...args], [...args, { ttl: 7 }], [peer, ...args, { ttl: 7 }]]) {
      compareCall(`${file} ${name}`, calls, await called(calls, () => theirs[name](...given)), await called(calls, () => ours[name](...given)));
    }
  }

  for (const [name] of Object.entries(compiled.services)) {
    result.services++;
    const service = {}, peer = { peer: true };
    for (const given of [[service], ['id', service], [peer, service], [peer, 'id', service]]) {
      const register = (module) => called(calls, () => module[`register${name}`](...given));
      compareCall(`${file} ${name}`, calls, await register(theirs), await register(ours));
    }
  }
}

async function called(calls, call) {
  calls.length = 0;
  const returned = await call();
  return { returned, calls: [...calls] };
}

// arguments have to be the same objects: modules do not touch them
function compareCall(what, calls, theirs, ours) {
  const [left, right] = [theirs.calls[0], ours.calls[0]];
  if (theirs.calls.length !== 1 || ours.calls.length !== 1 || theirs.returned !== ours.returned) result.differences.push(`${what} is called differently`);
  else if (left.args.length !== right.args.length || left.args.some((arg, at) => arg !== right.args[at])) result.differences.push(`${what} gets other arguments`);
  else if (!isDeepStrictEqual(left.def, right.def)) result.differences.push(`${what}: ${JSON.stringify(left.def)} became ${JSON.stringify(right.def)}`);
  else if (left.script !== undefined && normalise(left.script) !== normalise(right.script)) result.differences.push(`${what} has another script`);
}

function sample(type) {
  switch (type.tag) {
    case 'scalar': return type.name === 'string' ? 'text' : type.name === 'bool' ? true : 7;
    case 'array': return [sample(type.type)];
    case 'option': return sample(type.type);
    case 'struct': return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, sample(field)]));
    case 'arrow': return () => {};
    default: return null;
  }
}

function exportedNames(text) {
  const source = ts.createSourceFile('x.ts', text, 'ES2022', true);
  const named = source.statements.filter((each) => each.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword));
  return {
    types: named.filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)).map((each) => each.name.text),
    functions: [...new Set(named.filter(ts.isFunctionDeclaration).map((each) => each.name.text))],
  };
}

// types are the same if no conditional type can tell them apart
function compareTypes(checks) {
  const same = 'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;';
  const files = [];
  for (const [file, index, written, declared] of checks) {
    for (const [kind, names, extension] of [['types', written, '.ts'], ['declared', declared, '.d.ts']]) {
      const lines = ['theirs', 'ours'].map((whose) => `import type * as ${whose} from './${kind}${index}-${whose}.js';`);
      names.types.forEach((name, at) => lines.push(`export const t${at}: Same<theirs.${name}, ours.${name}> = true; // ${name} (${extension})`));
      names.functions.forEach((name, at) => lines.push(`export const f${at}: Same<typeof theirs.${name}, typeof ours.${name}> = true; // ${name} (${extension})`));
      const check = join(folder, `check-${kind}${index}.ts`);
      writeFileSync(check, [same, ...lines].join('\n'));
      files.push([check, file]);
    }
  }

  const program = ts.createProgram(files.map(([check]) => check), {
    strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [],
  });
  for (const [check, file] of files) {
    const source = program.getSourceFile(check);
    for (const problem of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      const line = source.text.split('\n')[source.getLineAndCharacterOfPosition(problem.start).line];
      result.differences.push(`${file}: ${line.split('// ')[1] ?? line}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`);
    }
  }
}
