/**
 * Says which Pulumi CLI the end-to-end tests will run; with `--build`, builds one into the cache when there is none.
 *
 * `npm run engine`
 */
import { buildCli, CLI_VERSION, findCli } from "./cli";

function main(): void {
  const search = findCli();
  if (search.cli !== undefined) {
    const { version, directory, origin } = search.cli;
    console.log(`Pulumi CLI ${version} from ${origin === "PATH" ? "PATH" : "an earlier build"}: ${directory}`);
    return;
  }
  if (!process.argv.includes("--build")) {
    console.error(`No Pulumi CLI for the end-to-end tests: ${search.reason}.`);
    console.error("Install one (https://www.pulumi.com/docs/iac/download-install/), or build one: npm run engine");
    process.exitCode = 1;
    return;
  }
  console.log(`Building Pulumi CLI ${CLI_VERSION}, because ${search.reason}. This takes a few minutes the first time.`);
  const built = buildCli();
  console.log(`Pulumi CLI ${built.version}: ${built.directory}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
