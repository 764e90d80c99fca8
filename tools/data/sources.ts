/** Installs the pinned registry packages that dated facts come from, into a temporary directory. */
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Package and version. Change a version here, run `npm run update-data`, and read the difference. */
export const PINNED = {
  "cfn-lint": "1.58.0", // MIT-0
  moto: "5.2.5", // Apache-2.0
  botocore: "1.44.5", // Apache-2.0
  prowler: "5.46.0", // Apache-2.0
} as const;

/** The same of the npm registry. */
export const PINNED_NPM = {
  "aws-cdk-lib": "2.276.0", // Apache-2.0
  "@pulumi/aws": "6.83.4", // Apache-2.0; the last of major 6, beside the installed 7
} as const;

export type NpmPackageName = keyof typeof PINNED_NPM;
export type PackageName = keyof typeof PINNED | NpmPackageName;

export interface Sources {
  /** Absolute path of a file inside the installed packages. */
  file(relative: string): string;
  /** Runs a Python expression with the packages importable and returns what it prints, parsed as JSON. */
  python(program: string): unknown;
  /** Absolute path of an unpacked npm package; fetched when first asked for, its dependencies left out. */
  npm(name: NpmPackageName): string;
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
      npm: (name) => unpackNpm(name, target),
      nameOf: (name) => `${name} ${{ ...PINNED, ...PINNED_NPM }[name]}`,
    });
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function unpackNpm(name: NpmPackageName, target: string): string {
  const directory = path.join(target, "npm", name);
  if (!existsSync(directory)) {
    mkdirSync(directory, { recursive: true });
    const options: ExecFileSyncOptionsWithStringEncoding = {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    };
    const archive = execFileSync("npm", ["pack", "--silent", `${name}@${PINNED_NPM[name]}`], options).trim();
    execFileSync("tar", ["-xzf", archive, "--strip-components=1"], options);
  }
  return directory;
}
