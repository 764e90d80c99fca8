/** Which properties take the id, ARN or name of a resource of one kind; from the SDK's documentation. */

/** What one property takes. */
export interface Wiring {
  /** Property path, as `valuesAt` reads it. */
  readonly path: string;
  /** Type tokens of what belongs there. */
  readonly kind: ReadonlySet<string>;
  /** Type tokens of resources that hold such a value in a property of their own, as a subnet holds its VPC's id. */
  readonly carriers: ReadonlySet<string>;
}

interface Data {
  readonly types: readonly string[];
  /** Of those, by number, the ones that may hold anything. */
  readonly open: readonly number[];
  readonly sets: readonly string[];
  readonly properties: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
}

interface Table {
  readonly data: Data;
  readonly known: ReadonlySet<string>;
  /** Read when first needed. */
  readonly byType: Map<string, readonly Wiring[]>;
}

let loaded: Table | undefined;

function table(): Table {
  if (loaded === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a big table, and nobody needs it before
    const data = require("../data/wiring.json") as Data;
    loaded = { data, known: knownTypes(data), byType: new Map() };
  }
  return loaded;
}

/** Types that have a property in the table. */
export function wiredTypes(): readonly string[] {
  return Object.keys(table().data.properties);
}

/** The properties of a type that take a resource of one kind. */
export function wiringOf(type: string): readonly Wiring[] {
  const { data, byType } = table();
  const found =
    byType.get(type) ??
    Object.entries(data.properties[type] ?? {}).map(([path, set]) => {
      const [kind = "", carriers = ""] = (data.sets[set] ?? "").split("|");
      return { path, kind: typesIn(kind, data), carriers: typesIn(carriers, data) };
    });
  byType.set(type, found);
  return found;
}

/** Whether the table knows what the type's properties hold. */
export function isKnownType(type: string): boolean {
  return table().known.has(type);
}

function knownTypes({ types, open }: Data): ReadonlySet<string> {
  const others = new Set(open);
  return new Set(types.filter((_, index) => !others.has(index)));
}

function typesIn(numbers: string, { types }: Data): ReadonlySet<string> {
  return new Set(numbers === "" ? [] : numbers.split(" ").map((each) => types[Number(each)] ?? ""));
}
