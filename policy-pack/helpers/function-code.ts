/**
 * The code of a Lambda function, as far as it can be read: texts and files the program puts into its archive, folders and
 * zip files on disk. Nothing here throws; what cannot be read is left open.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type * as zip from "fflate";
import type { ProgramContext } from "../engine/context";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { Asset, Secret } from "../engine/wire";

/** The code of one function. */
export interface FunctionCode {
  /** Files by their path in the archive. A folder of `node_modules` stands for all that is in it. */
  readonly files: ReadonlyMap<string, CodeFile>;
  /** Whether these are all files there are. */
  readonly complete: boolean;
}

/** A file of an archive. */
export interface CodeFile {
  /** Its text; `undefined` when it is not source code, too large, or cannot be read. */
  text(): string | undefined;
  /** Whether it was found on disk, in a folder that a build may still fill. */
  readonly onDisk: boolean;
}

const MOST_FILES = 5000;
const DEEPEST = 12;
/** Lambda itself takes 50 MB (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const LARGEST_ZIP = 50 * 1024 * 1024;
const LARGEST_SOURCE = 1024 * 1024;
const SOURCE = /\.(?:[cm]?[jt]s|py|rb)$/;
const ZIP = /\.(?:zip|jar)$/;

const remembered = (_: Stack) => new Map<Resource, FunctionCode | undefined>();

/** Reads a function's code, once per stack; `undefined` when nothing of it can be read. */
export function codeOf(fn: Resource, stack: Stack, program: ProgramContext): FunctionCode | undefined {
  const all = stack.derive(remembered);
  if (!all.has(fn)) {
    all.set(fn, readCode(fn.at("code").asset, program.directory));
  }
  return all.get(fn);
}

/** @param directory what relative paths are seen from; without it, files with such paths stay unread. */
export function readCode(code: Asset | undefined, directory: string | undefined): FunctionCode | undefined {
  if (code === undefined) {
    return undefined;
  }
  const reader = new Reader(directory);
  // A `FileAsset` of a zip file is as good an archive to the provider.
  reader.addArchive(code, "", 0);
  return reader.files.size === 0 ? undefined : { files: reader.files, complete: reader.complete };
}

class Reader {
  readonly files = new Map<string, CodeFile>();
  complete = true;

  constructor(private readonly directory: string | undefined) {}

  addArchive({ source }: Asset, prefix: string, depth: number): void {
    if (source.assets !== undefined && depth < DEEPEST) {
      for (const [key, member] of Object.entries(source.assets)) {
        this.#addMember(member instanceof Secret ? member.value : member, join(prefix, key), depth + 1);
      }
      return;
    }
    const place = this.#resolve(source.path);
    if (place === undefined) {
      this.complete = false;
    } else if (ZIP.test(place)) {
      this.#addZip(place, prefix);
    } else {
      this.#addFolder(place, prefix, depth);
    }
  }

  #addMember(member: unknown, name: string, depth: number): void {
    if (!(member instanceof Asset)) {
      this.complete = false;
    } else if (member.kind === "archive") {
      this.addArchive(member, name, depth);
    } else {
      const { text } = member.source;
      const place = this.#resolve(member.source.path);
      const read = text !== undefined ? () => text : place === undefined ? () => undefined : () => readSource(place);
      this.#add(name, { text: read, onDisk: false });
    }
  }

  #addFolder(folder: string, prefix: string, depth: number): void {
    const entries = depth > DEEPEST ? undefined : attempt(() => readdirSync(folder));
    if (entries === undefined) {
      this.complete = false;
      return;
    }
    for (const entry of entries.sort()) {
      const place = path.join(folder, entry);
      const name = join(prefix, entry);
      const isFolder = attempt(() => statSync(place).isDirectory());
      if (isFolder === true && path.basename(folder) !== "node_modules") {
        this.#addFolder(place, name, depth + 1);
      } else if (isFolder !== undefined) {
        this.#add(name, { text: () => (isFolder ? undefined : readSource(place)), onDisk: true });
      }
      if (!this.complete) {
        return;
      }
    }
  }

  #addZip(file: string, prefix: string): void {
    const names: string[] = [];
    const contents = attempt(() => {
      if (statSync(file).size > LARGEST_ZIP) {
        return undefined;
      }
      return unzip()(readFileSync(file), {
        filter: ({ name, originalSize }) => {
          names.push(name);
          return SOURCE.test(name) && originalSize <= LARGEST_SOURCE && !name.includes("node_modules/");
        },
      });
    });
    if (contents === undefined) {
      this.complete = false;
      return;
    }
    for (const name of names.filter((each) => !each.endsWith("/"))) {
      const bytes = contents[name];
      const text = () => (bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8"));
      this.#add(join(prefix, name), { text, onDisk: false });
    }
  }

  #add(name: string, file: CodeFile): void {
    if (this.files.size >= MOST_FILES) {
      this.complete = false;
    } else {
      this.files.set(name, file);
    }
  }

  #resolve(place: string | undefined): string | undefined {
    if (place === undefined || place === "") {
      return undefined;
    }
    return path.isAbsolute(place) ? place : this.directory && path.resolve(this.directory, place);
  }
}

function readSource(file: string): string | undefined {
  return attempt(() =>
    SOURCE.test(file) && statSync(file).size <= LARGEST_SOURCE ? readFileSync(file, "utf8") : undefined,
  );
}

/** `./lib/index.js` and `lib//index.js` are `lib/index.js`, and `.` is the top of the archive. */
function join(prefix: string, name: string): string {
  const joined = path.posix.join(prefix, name.replace(/\\/g, "/"));
  return joined === "." ? "" : joined.replace(/^\/+|\/+$/g, "");
}

/** The disk can answer anything, at any time. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function unzip(): typeof zip.unzipSync {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("fflate") as typeof zip).unzipSync;
}
