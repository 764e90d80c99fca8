#!/usr/bin/env node
/** The `preflight` command. */
import { main } from "./main";

// Whoever reads us may stop reading (`| head`): no reason to end with an error of our own.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  // Not `process.exit`: what was written to a pipe must get out first.
  process.exitCode = code;
});
