// The grammar's and the configuration's expressions are read, and each keyword is found where it stands.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url)));
const grammar = read('syntaxes/aqua.tmLanguage.json');
const matches = (part) => grammar.repository[part].patterns.map((pattern) => new RegExp(pattern.match, 'u'));

test('every name that is included is there', () => {
  for (const { include } of grammar.patterns) assert.ok(grammar.repository[include.slice(1)], include);
});

test('statements are found', () => {
  const lines = ['  for a <- b par:', '  on a via b:', '  if a:', '  else:', '  try:', '  catch e:', '  par f()', '  co on a:', '  join a'];
  for (const line of lines) assert.ok(matches('statement').some((match) => match.test(line)), line);
  assert.ok(!matches('statement').some((match) => match.test('  forest = 1')));
});

test('indentation follows a colon', () => {
  const rule = new RegExp(read('language-configuration.json').indentationRules.increaseIndentPattern);
  assert.ok(rule.test('  if a:  -- why') && !rule.test('  a = b'));
});
