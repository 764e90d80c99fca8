/**
 * What exists in the stand-in's AWS. Kept in a directory, as a preview, the update after it and the next update each start the
 * provider anew, and an update starts it once for each provider resource: each thing has a file of its own, so that processes
 * side by side never write over what another one made.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Properties } from "./wire";

export interface Existing {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly properties: Properties;
}

const ENDING = ".json";

export class World {
  /** Only without a directory. */
  readonly #resources = new Map<string, Existing>();

  /** @param directory where it is kept, made if need be; without one it ends with the process. */
  constructor(private readonly directory: string | undefined) {
    if (directory !== undefined) {
      mkdirSync(directory, { recursive: true });
    }
  }

  ofType(...types: readonly string[]): readonly Existing[] {
    if (this.directory === undefined) {
      return [...this.#resources.values()].filter((each) => types.includes(each.type));
    }
    const directory = this.directory;
    return readdirSync(directory)
      .filter((file) => file.endsWith(ENDING) && types.some((type) => file.startsWith(startOf(type))))
      .sort()
      .flatMap((file) => readExisting(path.join(directory, file)));
  }

  put(resource: Existing): void {
    const name = fileOf(resource);
    if (this.directory === undefined) {
      this.#resources.set(name, resource);
      return;
    }
    // Whoever reads it meanwhile sees the old text or the new one, never half of one.
    const file = path.join(this.directory, name);
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(resource));
    renameSync(`${file}.${process.pid}`, file);
  }

  remove(resource: Pick<Existing, "urn" | "type" | "id">): void {
    const name = fileOf(resource);
    if (this.directory === undefined) {
      this.#resources.delete(name);
    } else {
      rmSync(path.join(this.directory, name), { force: true });
    }
  }
}

/** Nothing, when it was removed since it was listed. */
function readExisting(file: string): readonly Existing[] {
  try {
    return [JSON.parse(readFileSync(file, "utf8")) as Existing];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return [];
    }
    throw error;
  }
}

function startOf(type: string): string {
  return `${encodeURIComponent(type)} `;
}

/** Ids alone will not do: two regions may have one each. Nor will the URN: a replacement has that of what it replaces. */
function fileOf({ urn, type, id }: Pick<Existing, "urn" | "type" | "id">): string {
  return `${startOf(type)}${createHash("sha256").update(`${urn} ${id}`).digest("hex")}${ENDING}`;
}
