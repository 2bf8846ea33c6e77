// Compiles src/**/*.sol with the pinned solc into artifacts/<Contract>.json, and the contracts of the tests, test/*.sol, into
// test/artifacts;
// with --check it compares instead and fails on any difference.
// solc is looked for beside this file (npm ci) and, failing that, where the environment variable SOLC_MODULES points (a node_modules
// folder).
import { readFileSync, writeFileSync, readdirSync, mkdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const solcVersion = '0.8.28';
const runtimeLimit = 24_576;
const contracts = [
  'Core', 'Market', 'Capacity', 'DealFactory', 'Deal', 'DealProxy', 'ERC1967Proxy', 'RandomXProxy', 'RandomXProxyMock', 'TestERC20',
  'Multicall3', 'OwnableFaucet',
];

const testContracts = [
  'Actor', 'Driver', 'SilentToken', 'HookToken', 'StubbornAccount', 'FakeDeal', 'NextVersion', 'EchoRandomX', 'VestingHarness',
  'RandomXActor',
];

const settings = {
  evmVersion: 'london',
  viaIR: true,
  optimizer: { enabled: true, runs: 1_000 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
};

function loadSolc() {
  const given = process.env.SOLC_MODULES ? [dirname(process.env.SOLC_MODULES)] : [];
  const places = [here, ...given, join(here, '..', 'tests', 'interop', 'market')];
  for (const place of places) {
    try {
      const solc = createRequire(join(place, 'package.json'))('solc');
      if (solc.version().startsWith(`${solcVersion}+`)) return solc;
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  fail(`solc ${solcVersion} is not installed: run "npm install" in contracts/ or in tests/interop/market/.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

function sources(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sol'))
    .map((entry) => relative(here, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
  return Object.fromEntries(files.map((file) => [file, { content: readFileSync(join(here, file), 'utf8') }]));
}

function compile(folder) {
  const own = sources(join(here, folder));
  const made = { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] };
  const outputSelection = Object.fromEntries(Object.keys(own).map((file) => [file, made]));
  const input = { language: 'Solidity', sources: { ...sources(join(here, 'src')), ...own }, settings: { ...settings, outputSelection } };
  const output = JSON.parse(loadSolc().compile(JSON.stringify(input)));
  const messages = (output.errors ?? []).filter((message) => message.severity !== 'info');
  for (const message of messages) console.error(message.formattedMessage);
  if (messages.length > 0) fail('The contracts do not compile without errors and warnings.');
  const artifacts = {};
  for (const byName of Object.values(output.contracts)) {
    for (const [contractName, { abi, evm }] of Object.entries(byName)) {
      const { bytecode, deployedBytecode } = evm;
      artifacts[contractName] = { contractName, abi, bytecode: `0x${bytecode.object}`, deployedBytecode: `0x${deployedBytecode.object}` };
    }
  }
  return artifacts;
}

/** Compiles a folder, and writes the artifacts of the named contracts, or compares them; answers with those that differ. */
function make(from, to, names, check) {
  const artifacts = compile(from);
  mkdirSync(join(here, to), { recursive: true });
  const stale = [];
  for (const name of names) {
    const artifact = artifacts[name];
    if (artifact === undefined) fail(`${from}/ holds no contract named ${name}.`);
    const size = artifact.deployedBytecode.length / 2 - 1;
    if (size > runtimeLimit) fail(`${name} has ${size} bytes at run time; a chain takes ${runtimeLimit}.`);
    const file = join(here, to, `${name}.json`);
    const made = `${JSON.stringify(artifact, null, 1)}\n`;
    if (!check) writeFileSync(file, made);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== made) stale.push(`${to}/${name}.json`);
    if (!check) console.log(`${name.padEnd(18)} ${String(size).padStart(6)} bytes`);
  }
  return stale;
}

const check = process.argv.includes('--check');
const onlyTests = process.argv.includes('--tests');
const stale = onlyTests ? [] : make('src', 'artifacts', contracts, check);
stale.push(...make('test', join('test', 'artifacts'), testContracts, check));
if (stale.length > 0) fail(`These are not what the sources compile to: ${stale.join(', ')}. Run "node build.mjs".`);
console.log(check ? 'The artifacts are reproduced byte for byte.' : 'The artifacts are written.');
