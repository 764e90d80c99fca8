/** Every row of the table against the SDK: a type or a path that does not exist would make a row silent. */
import path from "node:path";
import type { Kind } from "../../policy-pack/engine/kinds";
import {
  OTHER_REGION_PROPERTIES,
  REFERENCE_PROPERTIES,
  ZONE_PROPERTIES,
  type ZoneProperty,
} from "../../policy-pack/helpers/regional-properties";
import { ROOT } from "../../tools/rule-files";
import { readArguments, type Argument } from "../../tools/sdk/arguments";

const ROWS: readonly (ZoneProperty & { readonly refersTo?: Kind })[] = [
  ...ZONE_PROPERTIES,
  ...REFERENCE_PROPERTIES,
  ...OTHER_REGION_PROPERTIES,
];
const wanted = new Set(ROWS.flatMap((row) => [...row.types, ...(row.refersTo ?? [])]));
const sdk = readArguments(path.join(ROOT, "node_modules", "@pulumi", "aws"), (token) => wanted.has(token));
const byToken = new Map(sdk.resources.map((each) => [each.token, each.arguments]));

/** Spellings that older providers had. */
const FORMER = /^aws:(elasticloadbalancingv2|applicationloadbalancing|elasticloadbalancing)\//;

test("every type exists", () => {
  expect([...wanted].filter((token) => !byToken.has(token) && !FORMER.test(token))).toEqual([]);
});

test("every property exists", () => {
  const missing = ROWS.flatMap((row) =>
    row.types
      .filter((token) => byToken.has(token))
      .filter((token) => !has(byToken.get(token) ?? [], row.path.split(".")))
      .map((token) => `${token} ${row.path}`),
  );
  expect(missing).toEqual([]);
});

test("no row says the same twice", () => {
  const all = REFERENCE_PROPERTIES.flatMap((row) =>
    row.types.map((type) => `${type} ${row.path} ${row.refersTo.join()}`),
  );
  expect(all).toEqual([...new Set(all)]);
});

function has(all: readonly Argument[], [name, ...rest]: readonly string[]): boolean {
  const found = all.find((each) => each.name === name);
  return (
    found !== undefined &&
    (rest.length === 0 || found.objects.some((object) => has(sdk.objects.get(object) ?? [], rest)))
  );
}
