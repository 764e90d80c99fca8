import type * as documents from "../data/managed-policy-documents.json";
import { Value } from "../engine/value";
import { readDocument } from "./document";
import type { Statement } from "./statement";

let all: Readonly<Record<string, unknown>> | undefined;
const read = new Map<string, readonly Statement[]>();

/**
 * The statements of a policy AWS wrote.
 *
 * @param path what follows `:policy` in its ARN.
 * @returns `undefined` when the list has no such policy.
 */
export function managedStatements(path: string): readonly Statement[] | undefined {
  let statements = read.get(path);
  if (statements === undefined) {
    // Three megabytes: only a program that attaches managed policies loads them.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    all ??= (require("../data/managed-policy-documents.json") as typeof documents).documents;
    if (!Object.hasOwn(all, path)) {
      return undefined;
    }
    statements = readDocument(new Value({ Statement: all[path] }, path))?.statements ?? [];
    read.set(path, statements);
  }
  return statements;
}
