/** What each major of `@pulumi/aws` calls deprecated. */

/** What `policy-pack/data/deprecations*.json` hold. */
export interface DeprecationTable {
  /** `@pulumi/aws 7.48.0`. */
  readonly source: string;
  /** Advice by type token. */
  readonly types: Readonly<Record<string, string | undefined>>;
  /** Advice by type token and path of an argument, as `values-at.ts` reads paths. */
  readonly arguments: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;
  /** Values the provider's check fills in where the program says nothing, by type token and path. */
  readonly filledIn: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

interface Tables {
  readonly current: DeprecationTable;
  readonly previous: DeprecationTable;
}

let loaded: Tables | undefined;

function tables(): Tables {
  // Nobody needs them before the first resource comes.
  /* eslint-disable @typescript-eslint/no-require-imports */
  return (loaded ??= {
    current: { ...(require("../data/deprecations.json") as DeprecationTable), filledIn: {} },
    previous: {
      ...(require("../data/deprecations-6.json") as DeprecationTable),
      // https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/ of 6: `acl` "defaults to private".
      filledIn: { "aws:s3/bucket:Bucket": { acl: "private" } },
    },
  });
  /* eslint-enable @typescript-eslint/no-require-imports */
}

/** The first major whose deprecations are those of the installed SDK. */
const CURRENT_MAJOR = 7;

/**
 * The table of a major version; both, when it is not known: then only what both say is certain. What is older than 6 is
 * read as 6, what is newer than the installed SDK as that.
 */
export function deprecationTables(major: number | undefined): readonly [DeprecationTable, ...DeprecationTable[]] {
  const { current, previous } = tables();
  return major === undefined ? [current, previous] : [major >= CURRENT_MAJOR ? current : previous];
}

/** Type tokens that some table has something to say about. */
export function typesWithDeprecations(): readonly string[] {
  const all = Object.values(tables()).flatMap((table: DeprecationTable) => [
    ...Object.keys(table.types),
    ...Object.keys(table.arguments),
  ]);
  return [...new Set(all)].sort();
}
