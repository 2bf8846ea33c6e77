// Compiles src/**/*.sol with the pinned solc and writes artifacts/<Contract>.json; with --check compares instead and fails on any difference.
// solc is looked for beside this file (npm ci) and, failing that, where the environment variable SOLC_MODULES points (a node_modules folder).
import { readFileSync, writeFileSync, readdirSync, mkdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const solcVersion = '0.8.28';
const runtimeLimit = 24_576;
const contracts = [
  'Core', 'Market', 'Capacity', 'DealFactory', 'Deal', 'DealProxy', 'ERC1967Proxy', 'RandomXProxy', 'RandomXProxyMock', 'TestERC20', 'Multicall3',
  'OwnableFaucet',
];

const settings = {
  evmVersion: 'london',
  viaIR: true,
  optimizer: { enabled: true, runs: 1_000 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};

function loadSolc() {
  const places = [here, ...(process.env.SOLC_MODULES ? [dirname(process.env.SOLC_MODULES)] : []), join(here, '..', 'tests', 'interop', 'market')];
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

/** Compiles every Solidity file of a folder; the answer holds the artifacts by contract name. */
export function compile(folder = join(here, 'src'), extra = {}) {
  const input = { language: 'Solidity', sources: { ...sources(folder), ...extra }, settings };
  const output = JSON.parse(loadSolc().compile(JSON.stringify(input)));
  const messages = (output.errors ?? []).filter((message) => message.severity !== 'info');
  for (const message of messages) console.error(message.formattedMessage);
  if (messages.length > 0) fail('The contracts do not compile without errors and warnings.');
  const artifacts = {};
  for (const [file, byName] of Object.entries(output.contracts)) {
    for (const [contractName, contract] of Object.entries(byName)) {
      artifacts[contractName] = {
        file,
        contractName,
        abi: contract.abi,
        bytecode: `0x${contract.evm.bytecode.object}`,
        deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
      };
    }
  }
  return artifacts;
}

function text({ contractName, abi, bytecode, deployedBytecode }) {
  return `${JSON.stringify({ contractName, abi, bytecode, deployedBytecode }, null, 1)}\n`;
}

function main(check) {
  const artifacts = compile();
  const folder = join(here, 'artifacts');
  mkdirSync(folder, { recursive: true });
  const stale = [];
  for (const name of contracts) {
    const artifact = artifacts[name];
    if (artifact === undefined) fail(`src/ holds no contract named ${name}.`);
    const size = artifact.deployedBytecode.length / 2 - 1;
    if (size > runtimeLimit) fail(`${name} has ${size} bytes at run time; a chain takes ${runtimeLimit}.`);
    const file = join(folder, `${name}.json`);
    const made = text(artifact);
    if (!check) writeFileSync(file, made);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== made) stale.push(name);
    if (!check) console.log(`${name.padEnd(18)} ${String(size).padStart(6)} bytes`);
  }
  if (stale.length > 0) fail(`artifacts/ is not what src/ compiles to: ${stale.join(', ')}. Run "node build.mjs".`);
  console.log(check ? 'artifacts/ is reproduced byte for byte.' : 'artifacts/ is written.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes('--check'));
