/**
 * Somebody else's policy pack, for a second opinion: `@pulumi/awsguard`. It is installed apart, into the cache where a built
 * CLI is kept too, because it wants versions of `@pulumi/aws` and the AWS SDK that are years old.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheDirectory } from "../../../tools/engine/cli";

/** What is installed. The first decides; the others are the newest its ranges admit, so that it is the same every time. */
const PACKAGES = {
  "@pulumi/awsguard": "0.3.1",
  "@pulumi/aws": "4.38.1",
  "@pulumi/policy": "1.21.0",
  "@pulumi/pulumi": "3.248.0",
  "aws-sdk": "2.1693.0",
};
/** Changes when the files below do. */
const EDITION = 1;

const FILES = {
  "PulumiPolicy.yaml": "runtime: nodejs\n",
  // This policy asks AWS itself for each certificate, with credentials of an account: no state answers it.
  "index.js":
    'const { AwsGuard } = require("@pulumi/awsguard");\n' +
    'new AwsGuard("awsguard", { all: "mandatory", acmCertificateExpiration: "disabled" });\n',
  "package.json": JSON.stringify({
    name: "awsguard",
    version: "0.0.1",
    private: true,
    main: "index.js",
    dependencies: PACKAGES,
  }),
};

/**
 * The directory of a pack with every policy of awsguard in force but one; installed at the first call on a machine, in some
 * ten seconds.
 *
 * @throws when npm cannot install it.
 */
export function awsguardPack(): string {
  const version = PACKAGES["@pulumi/awsguard"];
  const directory = path.join(path.dirname(cacheDirectory()), `awsguard-${version}-${EDITION}`);
  if (existsSync(directory)) {
    return directory;
  }
  // Put together aside and renamed: what exists is whole.
  const fresh = `${directory}.${process.pid}`;
  try {
    mkdirSync(fresh, { recursive: true });
    for (const [name, text] of Object.entries(FILES)) {
      writeFileSync(path.join(fresh, name), text);
    }
    // Its install scripts would fetch a provider plugin, which no policy needs.
    const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const { status, stderr, error } = spawnSync("npm", npm, { cwd: fresh, encoding: "utf8", timeout: 300_000 });
    if (status !== 0) {
      throw new Error(`npm cannot install @pulumi/awsguard ${version}: ${error?.message ?? stderr}`);
    }
    renameSync(fresh, directory);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return directory;
}
