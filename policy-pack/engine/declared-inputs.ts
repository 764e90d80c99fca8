/** Property dependencies of one resource: URNs by top-level property. */
type PropertyDependencies = Readonly<Record<string, readonly string[]>>;

/**
 * Which properties each resource was given, remembered from `Analyze` until `AnalyzeStack`.
 *
 * A stack rule sees outputs, where the provider fills in what the program left out, and must be able to tell the two
 * apart. The SDKs list every property of the program in `propertyDependencies`, with no dependencies where it has none;
 * but the engine leaves those out of `AnalyzeStack` (`pkg/resource/plugin/analyzer_plugin.go`, "Skip properties that have
 * no dependencies", read at 3.255). It sends every resource's inputs before, so they are put back from there.
 */
export class DeclaredInputs {
  readonly #properties = new Map<string, readonly string[]>();

  /** @param properties names of the inputs, as `Analyze` had them. */
  note(urn: string, properties: Iterable<string>): void {
    this.#properties.set(
      urn,
      [...properties].filter((name) => !name.startsWith("__")),
    );
  }

  /** The dependencies with every input listed; as they were, for a resource whose inputs were never seen. */
  complete(urn: string, dependencies: PropertyDependencies): PropertyDependencies {
    const inputs = this.#properties.get(urn);
    return inputs === undefined
      ? dependencies
      : { ...Object.fromEntries(inputs.map((name) => [name, []])), ...dependencies };
  }
}
