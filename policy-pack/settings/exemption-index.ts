/** Finds the exemptions that may mean a resource without going through all: large organisations have thousands. */
import type { Resource } from "../engine/resource";
import { nameOfUrn } from "../helpers/urn";
import type { Exemption } from "./exemptions";

export class ExemptionIndex {
  readonly #order = new Map<Exemption, number>();
  readonly #byTarget = new Map<string, Exemption[]>();
  readonly #byName = new Map<string, Exemption[]>();
  readonly #byWithin = new Map<string, Exemption[]>();
  /** Those of which only a comparison tells. */
  readonly #others: Exemption[] = [];

  constructor(exemptions: readonly Exemption[]) {
    exemptions.forEach((each, index) => {
      this.#order.set(each, index);
      const { targets, names, within } = each;
      if (targets !== undefined) {
        add(this.#byTarget, targets, each);
      } else if (names?.every((name) => !name.includes("*")) === true) {
        add(this.#byName, names, each);
      } else if (within !== undefined) {
        add(this.#byWithin, [within], each);
      } else {
        this.#others.push(each);
      }
    });
  }

  /**
   * In the order of the configuration. Whether all criteria of each are met, is still to be asked.
   *
   * @param chain URNs of the resource and of what is above it.
   */
  candidates({ urn, name }: Resource, chain: readonly string[]): readonly Exemption[] {
    const found = new Set([
      ...(this.#byTarget.get(urn) ?? []),
      ...(this.#byName.get(name) ?? []),
      ...chain.flatMap((at) => [...(this.#byWithin.get(at) ?? []), ...(this.#byWithin.get(nameOfUrn(at)) ?? [])]),
      ...this.#others,
    ]);
    return [...found].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }
}

function add(index: Map<string, Exemption[]>, keys: readonly string[], exemption: Exemption): void {
  for (const key of new Set(keys)) {
    const same = index.get(key) ?? [];
    same.push(exemption);
    index.set(key, same);
  }
}
