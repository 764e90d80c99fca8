import type * as documents from "../data/managed-policy-documents.json";
import { Value } from "../engine/value";
import { readDocument } from "./document";
import type { Statement } from "./statement";

let all: Readonly<Record<string, unknown>> | undefined;
const read = new Map<string, readonly Statement[]>();

/**
 * The statements of every AWS-managed policy as they are written, by what follows `:policy` in its ARN. Three megabytes,
 * loaded when first asked for.
 */
export function managedPolicyDocuments(): Readonly<Record<string, unknown>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (all ??= (require("../data/managed-policy-documents.json") as typeof documents).documents);
}

/**
 * The statements of a policy AWS wrote.
 *
 * @param path what follows `:policy` in its ARN.
 * @returns `undefined` when the list has no such policy.
 */
export function managedStatements(path: string): readonly Statement[] | undefined {
  let statements = read.get(path);
  if (statements === undefined) {
    const known = managedPolicyDocuments();
    if (!Object.hasOwn(known, path)) {
      return undefined;
    }
    statements = readDocument(new Value({ Statement: known[path] }, path))?.statements ?? [];
    read.set(path, statements);
  }
  return statements;
}
