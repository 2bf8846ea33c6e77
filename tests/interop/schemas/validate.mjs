// Each line in: {"schema": FILE, "yaml": TEXT}. Each line out: [] or the validator's errors, as texts.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv";
import { parse } from "yaml";

const compiled = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { schema, yaml } = JSON.parse(line);
  if (!compiled.has(schema)) {
    const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
    compiled.set(schema, ajv.compile(JSON.parse(readFileSync(schema, "utf8"))));
  }
  const validate = compiled.get(schema);
  const errors = validate(parse(yaml)) ? [] : validate.errors.map(each => `${each.instancePath} ${each.message}`);
  console.log(JSON.stringify(errors));
}
