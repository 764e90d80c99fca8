import { Value } from "../../policy-pack/engine/value";
import { statementFrom, type Statement } from "../../policy-pack/iam/statement";

/**
 * A statement as a document would hold it, `Effect` being `Allow` unless given.
 * @throws when it is none: a mistake in the table.
 */
export function statement(parts: Readonly<Record<string, unknown>>): Statement {
  const read = statementFrom(new Value({ Effect: "Allow", ...parts }, "S"));
  if ("kind" in read) {
    throw new Error(read.reason);
  }
  return read;
}
