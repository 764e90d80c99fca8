/**
 * What exists in the stand-in's AWS. Kept in a file, as a preview, the update after it and the next update each start the
 * provider anew.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Properties } from "./wire";

export interface Existing {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly properties: Properties;
}

export class World {
  readonly #resources: Map<string, Existing>;

  /** @param file where it is kept; without one it ends with the process. */
  constructor(private readonly file: string | undefined) {
    const kept: Existing[] =
      file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Existing[]) : [];
    this.#resources = new Map(kept.map((each) => [keyOf(each), each]));
  }

  ofType(...types: readonly string[]): readonly Existing[] {
    return [...this.#resources.values()].filter((each) => types.includes(each.type));
  }

  put(resource: Existing): void {
    this.#resources.set(keyOf(resource), resource);
    this.#save();
  }

  remove(resource: Pick<Existing, "urn" | "id">): void {
    this.#resources.delete(keyOf(resource));
    this.#save();
  }

  #save(): void {
    if (this.file !== undefined) {
      // Whoever reads it meanwhile sees the old text or the new one, never half of one.
      writeFileSync(`${this.file}.new`, JSON.stringify([...this.#resources.values()]));
      renameSync(`${this.file}.new`, this.file);
    }
  }
}

/** Ids alone will not do: two regions may have one each. Nor will the URN: a replacement has that of what it replaces. */
function keyOf({ urn, id }: Pick<Existing, "urn" | "id">): string {
  return `${urn} ${id}`;
}
