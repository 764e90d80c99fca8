import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { cacheDirectory, CLI_VERSION, findCli, isOlder } from "../../tools/engine/cli";

describe("finding a Pulumi CLI", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), "preflight-cli-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** An executable that says which version it is. */
  function pulumi(where: string, version: string): string {
    mkdirSync(where, { recursive: true });
    const file = path.join(where, "pulumi");
    writeFileSync(file, `#!/bin/sh\necho "${version}"\n`);
    chmodSync(file, 0o755);
    return where;
  }
  const environment = (...onPath: readonly string[]) => ({
    ...process.env,
    PATH: onPath.join(path.delimiter),
    XDG_CACHE_HOME: path.join(directory, "cache"),
  });

  test("one on PATH, if it is recent enough", () => {
    const bin = pulumi(path.join(directory, "bin"), "v3.300.1");
    expect(findCli(environment("/nowhere", bin)).cli).toEqual({ directory: bin, version: "3.300.1", origin: "PATH" });
  });

  test("else one that was built before", () => {
    const old = pulumi(path.join(directory, "old"), "v3.100.0");
    const cached = pulumi(cacheDirectory(environment()), `v${CLI_VERSION}`);
    expect(findCli(environment(old)).cli).toEqual({ directory: cached, version: CLI_VERSION, origin: "cache" });
  });

  test("else it says why not", () => {
    expect(findCli(environment())).toEqual({ reason: "there is no pulumi on PATH" });
    const old = pulumi(path.join(directory, "old"), "v3.100.0");
    expect(findCli(environment(old))).toEqual({
      reason: `the pulumi on PATH (${old}) is 3.100.0, and the tests need ${CLI_VERSION} or later`,
    });
    const broken = pulumi(path.join(directory, "broken"), "no version");
    expect(findCli(environment(broken))).toMatchObject({
      reason: expect.stringContaining("of unknown version") as string,
    });
  });

  test("a cache with half a build in it is none", () => {
    pulumi(cacheDirectory(environment()), "");
    expect(findCli(environment()).cli).toBeUndefined();
  });

  test("the cache follows the XDG convention", () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: "/x" })).toBe(`/x/pulumi-preflight/cli-${CLI_VERSION}`);
    expect(cacheDirectory({ XDG_CACHE_HOME: "" })).toBe(
      path.join(os.homedir(), ".cache", "pulumi-preflight", `cli-${CLI_VERSION}`),
    );
  });
});

test.each([
  ["3.254.9", "3.255.0", true],
  ["3.255.0", "3.255.0", false],
  ["3.255.1", "3.255.0", false],
  ["4.0.0", "3.255.0", false],
  ["3.99.0", "3.255.0", true],
])("%s is older than %s: %s", (version, other, expected) => {
  expect(isOlder(version, other)).toBe(expected);
});
