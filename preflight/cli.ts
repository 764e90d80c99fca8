#!/usr/bin/env node
/** The `preflight` command. */
import { main } from "./main";

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  // Not `process.exit`: what was written to a pipe must get out first.
  process.exitCode = code;
});
