/** What data sources and provider functions would have answered. */
import { ANSWERS } from "./answers";
import { genericValues } from "./generic";
import { Maker, type Properties } from "./maker";
import { fabricateOutputs, FORMED_TYPES } from "./outputs";
import type { Place } from "./place";
import { invokeResults } from "./tables";
import type { Style } from "./tokens";

/**
 * What a data source (`aws.getCallerIdentity`, `aws.iam.getPolicyDocument`, …) would have answered. Every field the SDK
 * declares is there. Deterministic: the same arguments, the same answer.
 *
 * @param token the function token, for example `aws:index/getCallerIdentity:getCallerIdentity`.
 * @param args plain values; secrets unwrapped.
 * @returns the result, or `undefined` when the data source is not one the installed SDK knows.
 * @throws PolicyDocumentError when `getPolicyDocument` gets a document that cannot be rendered.
 */
export function answerInvoke(token: string, args: Properties, place: Place, style: Style): Properties | undefined {
  const fields = invokeResults(token);
  if (fields === undefined) {
    return undefined;
  }
  const make = new Maker(token, `${token} ${JSON.stringify(args)}`, nameIn(args), args, place, style);
  const given = Object.fromEntries(
    Object.entries(args).filter(([key, value]) => value !== undefined && value !== null && fields.has(key)),
  );
  const specific = Object.entries(ANSWERS[token]?.(make) ?? {});
  return {
    ...genericValues(make, fields),
    ...(fields.has("filters") ? { filters: [] } : {}),
    ...(fields.has("region") ? { region: make.region } : {}),
    ...mirrored(make, token, fields),
    ...given,
    ...Object.fromEntries(specific.filter(([key]) => fields.has(key))),
  };
}

/** What the program asks for by name is called so. */
function nameIn(args: Properties): string {
  const named = ["name", "functionName", "domain", "bucket", "clusterName", "identifier"].map((key) => args[key]);
  return named.find((each): each is string => typeof each === "string") ?? "existing";
}

/** Arguments of a data source that its resource calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = {
  domain: "domainName",
  functionName: "name",
  dbInstanceIdentifier: "identifier",
  clusterId: "clusterId",
};

/** A data source for one resource (`aws:ec2/getVpc:getVpc`) answers what that resource's creation did. */
function mirrored(make: Maker, token: string, fields: ReadonlyMap<string, string>): Properties {
  const type = token.replace(
    /\/get(\w)(\w*):get\w+$/,
    (_, first: string, rest: string) => `/${first.toLowerCase()}${rest}:${first}${rest}`,
  );
  if (!FORMED_TYPES.includes(type)) {
    return {};
  }
  const inputs = Object.fromEntries(Object.entries(make.inputs).map(([key, value]) => [RENAMED[key] ?? key, value]));
  const { id, outputs } = fabricateOutputs(type, make.tokens.seed, make.name, inputs, make.place, make.style);
  const shared = Object.fromEntries(Object.entries(outputs).filter(([key]) => fields.has(key)));
  // The program knows the id already; whatever contains it follows.
  const known = make.text("id");
  return known === undefined ? shared : (JSON.parse(JSON.stringify(shared).replaceAll(id, known)) as Properties);
}
