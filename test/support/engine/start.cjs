// Runs one of this directory's TypeScript files in plain node: `node start.cjs FILE ARGUMENTS…`.
require("tsx/cjs");
require(process.argv[2]);
