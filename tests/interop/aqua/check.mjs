// Compiles files with the original compiler. Arguments: a folder of imports, then the files.
// Prints one line of JSON for each: {"file","errors":["text without colours"]}.
import { compileFromPath } from '@fluencelabs/aqua-api';

const [imports, ...files] = process.argv.slice(2);
for (const file of files) {
  let errors;
  try {
    ({ errors } = await compileFromPath({ filePath: file, imports: [imports], logLevel: 'off' }));
  } catch (error) {
    errors = [String(error?.message ?? error)];
  }
  console.log(JSON.stringify({ file, errors: errors.map((text) => text.replace(/\x1b\[[0-9;]*m/g, '')) }));
}
