/** The package as npm would publish it, and projects it is installed in. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./programs";

/** Longest an installation, a build or a suite of the example may take. */
const LONGEST_MS = 240_000;

export interface PackedFile {
  readonly path: string;
  /** Of the file, in bytes. */
  readonly size: number;
}

export interface Packed {
  /** The archive. */
  readonly file: string;
  readonly files: readonly PackedFile[];
  /** Of the archive, in bytes. */
  readonly size: number;
}

/** How a command ended. */
export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both streams. */
  readonly output: string;
}

/** Packs a package as `npm publish` does. */
export function pack(directory: string, into: string): Packed {
  const { stdout } = run(directory, "npm", ["pack", "--json", "--pack-destination", into]);
  const [packed] = JSON.parse(stdout) as [{ filename: string; size: number; files: PackedFile[] }];
  return { file: path.join(into, packed.filename), files: packed.files, size: packed.size };
}

/** Packs this repository's package. It is built already: the tests of the engine see to that (`engine/setup.ts`). */
export function packOwn(into: string): Packed {
  return pack(ROOT, into);
}

/** A directory with these files and nothing else. */
export function project(directory: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return directory;
}

/** Installs what a project's package.json names, and the packages given. */
export function install(directory: string, ...packages: readonly string[]): void {
  run(directory, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages]);
}

/**
 * Runs a command to its end.
 * @throws when it fails, with all it printed.
 */
export function run(directory: string, command: string, args: readonly string[]): CommandRun {
  const ended = tryRun(directory, command, args);
  if (ended.exitCode !== 0) {
    throw new Error(`${command} ${args.join(" ")} in ${directory} ended with ${ended.exitCode}:\n${ended.output}`);
  }
  return ended;
}

/** Runs a command to its end, whatever that is. */
export function tryRun(directory: string, command: string, args: readonly string[]): CommandRun {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd: directory,
    env: environment(),
    encoding: "utf8",
    timeout: LONGEST_MS,
  });
  return { exitCode: status ?? -1, stdout, output: `${stdout}${stderr}${error === undefined ? "" : error.message}` };
}

/** Without what jest and npm set for their own children: a stranger's shell has none of it. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|JEST_|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/.test(name)),
  );
}

/** Unpacks an archive of npm's and returns the directory of the package. */
export function unpack(archive: string, into: string): string {
  mkdirSync(into, { recursive: true });
  run(into, "tar", ["xzf", archive]);
  return path.join(into, "package");
}

/** Every file of a directory, seen from there, with its content; sorted. */
export function filesIn(directory: string): ReadonlyMap<string, string> {
  const files = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(directory, file).replaceAll(path.sep, "/"), readFileSync(file, "utf8")]),
  );
}
