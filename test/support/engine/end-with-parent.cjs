// Loaded into every process the engine starts: an engine that was killed cannot end its plugins, and nobody else would.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit();
  }
}, 1000).unref();
