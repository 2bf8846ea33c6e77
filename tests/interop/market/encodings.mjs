// A second opinion on encodings: reads a line of JSON for each question, prints viem's (of keystores ethers') answer as a line of JSON.
import { createInterface } from "node:readline";
import { decodeAbiParameters, encodeAbiParameters, keccak256, toFunctionSelector, toRlp } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { ethers } from "ethers";

const kinds = {
  abi: ({ types, values, ours }) => ({
    encoded: encodeAbiParameters(types, values.map((value, i) => toValue(types[i], value))),
    decodes: JSON.stringify(decodeAbiParameters(types, ours), text) === JSON.stringify(values.map((value, i) => toValue(types[i], value)), text),
  }),
  rlp: ({ item }) => toRlp(item),
  keccak: ({ data }) => keccak256(data),
  selector: ({ signature }) => toFunctionSelector(signature),
  transaction: async ({ key, transaction }) => {
    const account = privateKeyToAccount(key);
    const numbers = ["nonce", "chainId"];
    const fields = Object.fromEntries(Object.entries(transaction).map(([name, value]) =>
      [name, typeof value === "string" && !value.startsWith("0x") && name !== "type" ? (numbers.includes(name) ? Number(value) : BigInt(value)) : value]));
    return { address: account.address, raw: await account.signTransaction(fields) };
  },
  open: ({ file, password }) => ethers.Wallet.fromEncryptedJsonSync(file, password).privateKey,
  seal: ({ key, password }) => new ethers.Wallet(key).encryptSync(password, { scrypt: { N: 1024 } }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify({ answer: await kinds[question.kind](question) }));
}

function text(_, value) {
  return typeof value === "bigint" ? value.toString() : typeof value === "string" && value.startsWith("0x") ? value.toLowerCase() : value;
}

function toValue(parameter, value) {
  if (parameter.type.endsWith("]")) {
    const item = { ...parameter, type: parameter.type.replace(/\[\d*\]$/, "") };
    return value.map((each) => toValue(item, each));
  }
  if (parameter.type === "tuple") {
    return value.map((each, i) => toValue(parameter.components[i], each));
  }
  const bits = /^u?int(\d+)$/.exec(parameter.type)?.[1];
  return bits === undefined ? value : Number(bits) <= 48 ? Number(value) : BigInt(value);
}
