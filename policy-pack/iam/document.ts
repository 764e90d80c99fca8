import type { Value } from "../engine/value";
import { readJson } from "./json";
import { partlyKnown, malformed, notKnown, type OpenQuestion } from "./open-question";
import { statementFrom, type Statement } from "./statement";

/** A policy document as far as it can be read. */
export interface PolicyDocument {
  /** Statements whose effect is known. */
  readonly statements: readonly Statement[];
  /** What could not be read: unknown yet, or not what AWS accepts. Elements of a statement have their own. */
  readonly open: readonly OpenQuestion[];
}

/**
 * Reads a policy document in any form Pulumi takes: JSON text or an object, one statement or a list
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). Never throws.
 *
 * A text that interpolates an unknown is read as far as it is JSON; one that is not JSON because of the unknown in it is
 * unknown, not malformed.
 *
 * @returns `undefined` when there is no document: not set, or an empty text.
 */
export function readDocument(value: Value): PolicyDocument | undefined {
  if (value.absent || value.string?.trim() === "") {
    return undefined;
  }
  if (value.unknown) {
    return { statements: [], open: [notKnown(value)] };
  }
  const read = readJson(value);
  if ("place" in read) {
    const question = value.halfKnown ? partlyKnown(value) : malformed(value, `is not JSON (${read.place})`);
    return { statements: [], open: [question] };
  }
  const document = read.value;
  if (document.object === undefined) {
    const question = value.halfKnown
      ? partlyKnown(value)
      : malformed(value, "is not a policy document: that is an object with `Version` and `Statement`");
    return { statements: [], open: [question] };
  }
  return readStatements(document.at("Statement"));
}

function readStatements(list: Value): PolicyDocument {
  if (list.absent) {
    return { statements: [], open: [malformed(list, "is missing")] };
  }
  if (list.unknown) {
    return { statements: [], open: [notKnown(list)] };
  }
  const statements: Statement[] = [];
  const open: OpenQuestion[] = [];
  for (const each of list.items) {
    const read = statementFrom(each);
    if ("kind" in read) {
      open.push(read);
    } else {
      statements.push(read);
    }
  }
  return { statements, open };
}
