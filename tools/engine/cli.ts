/** Finds the Pulumi CLI that the end-to-end tests run, and builds it from its public Go module where asked to. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The version the tests were written with; it is what gets built. */
export const CLI_VERSION = "3.255.0";

export interface Cli {
  /** Directory of the executable, for PATH. */
  readonly directory: string;
  readonly version: string;
  readonly origin: "PATH" | "cache";
}

/** A CLI, or the reason why there is none. */
export type CliSearch = { readonly cli: Cli } | { readonly cli?: undefined; readonly reason: string };

const MODULE = path.join(__dirname, "module");
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const EXECUTABLE = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** Where a built CLI is kept between runs. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  return path.join(
    base === undefined || base === "" ? path.join(os.homedir(), ".cache") : base,
    "pulumi-preflight",
    `cli-${CLI_VERSION}`,
  );
}

/** The CLI on PATH if it is recent enough, else one built before. */
export function findCli(environment: NodeJS.ProcessEnv = process.env): CliSearch {
  const onPath = (environment.PATH ?? "")
    .split(path.delimiter)
    .find((directory) => directory !== "" && existsSync(path.join(directory, EXECUTABLE)));
  const version = onPath === undefined ? undefined : versionOf(onPath);
  if (onPath !== undefined && version !== undefined && !isOlder(version, CLI_VERSION)) {
    return { cli: { directory: onPath, version, origin: "PATH" } };
  }
  const cache = cacheDirectory(environment);
  const cached = existsSync(path.join(cache, EXECUTABLE)) ? versionOf(cache) : undefined;
  if (cached === CLI_VERSION) {
    return { cli: { directory: cache, version: cached, origin: "cache" } };
  }
  return {
    reason:
      onPath === undefined
        ? "there is no pulumi on PATH"
        : `the pulumi on PATH (${onPath}) is ${version ?? "of unknown version"}, and the tests need ${CLI_VERSION} or later`,
  };
}

/**
 * Builds the CLI into the cache. Takes minutes when Go has none of its modules yet.
 *
 * @throws when Go is not installed or the build fails.
 */
export function buildCli(environment: NodeJS.ProcessEnv = process.env): Cli {
  const directory = cacheDirectory(environment);
  mkdirSync(directory, { recursive: true });
  // Built aside and renamed: an interrupted build, or two at once, leave no broken executable.
  const fresh = path.join(directory, `${EXECUTABLE}.${process.pid}`);
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${CLI_VERSION}`;
  try {
    const { status, error } = spawnSync(
      "go",
      ["build", "-mod=readonly", "-ldflags", `-s -w -X ${version}`, "-o", fresh, PACKAGE],
      { cwd: MODULE, stdio: "inherit", env: environment },
    );
    if (error !== undefined) {
      throw new Error(`building the Pulumi CLI needs Go (https://go.dev/dl): ${error.message}`);
    }
    if (status !== 0) {
      throw new Error(`go build of the Pulumi CLI failed (exit code ${String(status)})`);
    }
    renameSync(fresh, path.join(directory, EXECUTABLE));
  } finally {
    rmSync(fresh, { force: true });
  }
  return { directory, version: CLI_VERSION, origin: "cache" };
}

/** Without the leading `v`; `undefined` when the executable cannot say. */
function versionOf(directory: string): string | undefined {
  const { stdout } = spawnSync(path.join(directory, EXECUTABLE), ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1];
}

/** Whether a version comes before another; both are three numbers. */
export function isOlder(version: string, other: string): boolean {
  const [a, b] = [version, other].map((each) => each.split(".").map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}
