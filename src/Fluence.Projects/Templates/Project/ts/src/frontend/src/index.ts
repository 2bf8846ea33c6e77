import { Fluence } from "@fluencelabs/js-client";
// made of src/aqua/main.aqua by `fluence build`
import { hello } from "./compiled-aqua/main.js";

const [relay, name] = process.argv.slice(2);
if (relay === undefined || name === undefined) {
  console.error("usage: npm start -- RELAY NAME, with the WebSocket address of a relay that `fluence local up` shows");
  process.exit(2);
}

await Fluence.connect(relay);
try {
  console.log(await hello(name));
} finally {
  await Fluence.disconnect();
}
