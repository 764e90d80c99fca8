/**
 * What `aws.iam.getPolicyDocument` renders, as the provider does it
 * (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_document_data_source.go and
 * policy_model.go): lists of one become text, lists of actions and resources are sorted backwards, statements of one Sid
 * override one another, `&{…}` becomes `${…}`.
 */
import type { Properties } from "./maker";

/** A document that cannot be rendered; the message is the provider's. */
export class PolicyDocumentError extends Error {}

interface Statement {
  Sid?: string;
  [element: string]: unknown;
}
interface Document {
  Version?: string;
  Id?: string;
  Statement?: readonly Statement[];
}

/**
 * Renders the arguments of `getPolicyDocument`.
 *
 * @returns the document as indented and as minified text.
 * @throws PolicyDocumentError when two statements have one Sid, or a source document is not JSON.
 */
export function renderPolicyDocument(args: Properties): { readonly json: string; readonly minifiedJson: string } {
  let document: Document = {};
  const seen = new Set<string>();
  for (const [index, text] of texts(args.sourcePolicyDocuments).entries()) {
    const source = parse(text, "source_policy_documents", index);
    for (const { Sid } of source.Statement ?? []) {
      claim(seen, Sid, `in source_policy_documents (item ${index})`);
    }
    document = merge(document, source);
  }
  document = merge(document, ownDocument(args));
  for (const [index, text] of texts(args.overridePolicyDocuments).entries()) {
    document = merge(document, parse(text, "override_policy_documents", index));
  }
  return { json: print(document, 2), minifiedJson: print(document) };
}

function ownDocument(args: Properties): Document {
  const version = text(args.version) ?? "2012-10-17";
  const seen = new Set<string>();
  const statements = objects(args.statements).map((each) => {
    claim(seen, text(each.sid), "");
    return statementOf(each, version);
  });
  return {
    Version: version,
    ...(text(args.policyId) === undefined ? {} : { Id: text(args.policyId) }),
    ...(statements.length > 0 ? { Statement: statements } : {}),
  };
}

function claim(seen: Set<string>, sid: string | undefined, where: string): void {
  if (sid === undefined || sid === "") {
    return;
  }
  if (seen.has(sid)) {
    throw new PolicyDocumentError(
      `duplicate Sid (${sid})${where === "" ? "" : ` ${where}`}. Remove the Sid or ensure Sids are unique.`,
    );
  }
  seen.add(sid);
}

/** Elements in the order in which the provider prints them. */
function statementOf(given: Properties, version: string): Statement {
  const list = (key: string) => listOf(texts(given[key]).map((each) => variables(each, version)));
  const elements: readonly (readonly [string, unknown])[] = [
    ["Sid", text(given.sid)],
    ["Effect", text(given.effect) ?? "Allow"],
    ["Action", listOf(texts(given.actions))],
    ["NotAction", listOf(texts(given.notActions))],
    ["Resource", list("resources")],
    ["NotResource", list("notResources")],
    ["Principal", principalsOf(given.principals, version)],
    ["NotPrincipal", principalsOf(given.notPrincipals, version)],
    ["Condition", conditionsOf(given.conditions, version)],
  ];
  return Object.fromEntries(elements.filter(([, value]) => value !== undefined && value !== ""));
}

/** One becomes text, several are sorted backwards, none is left out. */
function listOf(items: readonly string[]): string | readonly string[] | undefined {
  return items.length <= 1 ? items[0] : [...items].sort(backwards);
}

function principalsOf(given: unknown, version: string): unknown {
  const principals = objects(given).map((each) => ({
    type: text(each.type) ?? "",
    identifiers: texts(each.identifiers).map((identifier) => variables(identifier, version)),
  }));
  if (principals.length === 0) {
    return undefined;
  }
  const [first] = principals;
  // Everyone is a text of its own; `{"*": "*"}` is not accepted in trust policies.
  if (
    principals.length === 1 &&
    first?.type === "*" &&
    first.identifiers.length === 1 &&
    first.identifiers[0] === "*"
  ) {
    return "*";
  }
  const byType = new Map<string, readonly string[]>();
  for (const { type, identifiers } of principals) {
    byType.set(type, [...(byType.get(type) ?? []), ...[...identifiers].sort(backwards)]);
  }
  return Object.fromEntries([...byType].sort(byKey).map(([type, all]) => [type, all.length === 1 ? all[0] : all]));
}

function conditionsOf(given: unknown, version: string): unknown {
  const tests = new Map<string, Map<string, readonly string[]>>();
  for (const each of objects(given)) {
    const test = text(each.test) ?? "";
    const variable = text(each.variable) ?? "";
    const values = texts(each.values).map((value) => variables(value, version));
    const byVariable = tests.get(test) ?? new Map<string, readonly string[]>();
    // The order of values is the program's.
    byVariable.set(variable, [...(byVariable.get(variable) ?? []), ...values]);
    tests.set(test, byVariable);
  }
  if (tests.size === 0) {
    return undefined;
  }
  return Object.fromEntries(
    [...tests]
      .sort(byKey)
      .map(([test, byVariable]) => [
        test,
        Object.fromEntries(
          [...byVariable].sort(byKey).map(([variable, all]) => [variable, all.length === 1 ? all[0] : all]),
        ),
      ]),
  );
}

/** `&{aws:username}` is how a program writes a policy variable that its own language would interpolate. */
function variables(value: string, version: string): string {
  if (version === "2008-10-17" && value.includes("&{")) {
    throw new PolicyDocumentError(
      `found &{ sequence in (${value}), which is not supported in document version 2008-10-17`,
    );
  }
  return value.replaceAll("&{", "${");
}

/** A statement with a Sid replaces an earlier one of the same Sid; others are appended. */
function merge(document: Document, added: Document): Document {
  const statements = [...(document.Statement ?? [])];
  for (const statement of added.Statement ?? []) {
    const same =
      statement.Sid === undefined || statement.Sid === ""
        ? -1
        : statements.findIndex(({ Sid }) => Sid === statement.Sid);
    if (same < 0) {
      statements.push(statement);
    } else {
      statements[same] = statement;
    }
  }
  const versions = [document.Version, added.Version].filter((each) => each !== undefined).sort();
  const id = added.Id ?? document.Id;
  return {
    ...(versions.length === 0 ? {} : { Version: versions.at(-1) }),
    ...(id === undefined ? {} : { Id: id }),
    ...(statements.length === 0 ? {} : { Statement: statements }),
  };
}

function parse(source: string, argument: string, index: number): Document {
  if (source.trim() === "") {
    return {};
  }
  try {
    const document = JSON.parse(source) as Document & { Statement?: Statement | readonly Statement[] };
    const statements = document.Statement;
    return {
      ...document,
      ...(statements === undefined
        ? {}
        : { Statement: Array.isArray(statements) ? statements : [statements as Statement] }),
    };
  } catch (error) {
    throw new PolicyDocumentError(
      `merging ${argument} (item ${index}): ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** As Go prints JSON: with the characters of HTML escaped. */
function print(document: Document, indent?: number): string {
  const escaped: Readonly<Record<string, string>> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  return JSON.stringify(document, undefined, indent).replace(/[<>&]/g, (character) => escaped[character] ?? character);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return items.flatMap((each) =>
    typeof each === "string" || typeof each === "number" || typeof each === "boolean" ? [String(each)] : [],
  );
}

function objects(value: unknown): readonly Properties[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return items.filter((each): each is Properties => typeof each === "object" && each !== null);
}

function backwards(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
