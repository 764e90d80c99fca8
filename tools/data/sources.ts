/** Installs the pinned registry packages that dated facts come from, into a temporary directory. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Package and version. Change a version here, run `npm run update-data`, and read the difference. */
export const PINNED = {
  "cfn-lint": "1.58.0", // MIT-0
  moto: "5.2.5", // Apache-2.0
  botocore: "1.44.5", // Apache-2.0
} as const;

export type PackageName = keyof typeof PINNED;

export interface Sources {
  /** Absolute path of a file inside the installed packages. */
  file(relative: string): string;
  /** Runs a Python expression with the packages importable and returns what it prints, parsed as JSON. */
  python(program: string): unknown;
  /** `moto 5.2.5`. */
  nameOf(name: PackageName): string;
}

/**
 * @param use reads what it needs; the packages are removed afterwards.
 * @throws when pip fails (its own message is printed).
 */
export async function withSources<T>(use: (sources: Sources) => Promise<T> | T): Promise<T> {
  const target = mkdtempSync(path.join(tmpdir(), "preflight-data-"));
  try {
    const requirements = Object.entries(PINNED).map(([name, version]) => `${name}==${version}`);
    execFileSync("python3", ["-m", "pip", "install", "--quiet", "--no-deps", "--target", target, ...requirements], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    return await use({
      file: (relative) => path.join(target, relative),
      python: (program) =>
        JSON.parse(
          execFileSync("python3", ["-c", `import json, sys\nsys.path.insert(0, sys.argv[1])\n${program}`, target], {
            encoding: "utf8",
            maxBuffer: 256 * 1024 * 1024,
          }),
        ) as unknown,
      nameOf: (name) => `${name} ${PINNED[name]}`,
    });
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
