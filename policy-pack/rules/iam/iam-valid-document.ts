import { defineRule, finding, notApplicable, type Settings, type SettingsSchema, type Yield } from "../../engine/rule";
import { readDocument } from "../../iam/document";
import { readJson } from "../../iam/json";
import { undecidedFor, type OpenQuestion } from "../../iam/open-question";
import { documentsOf, documentTypes, type DocumentPlace, type PlacedDocument } from "../../iam/places";
import { principalsOf } from "../../iam/principals";
import type { Element, Statement } from "../../iam/statement";
import { actionFaults, trustActionFaults } from "../../iam/validity/actions";
import { conditionFaults } from "../../iam/validity/conditions";
import { REFUSED, type DocumentFault } from "../../iam/validity/fault";
import { principalFaults } from "../../iam/validity/principals";
import { sizeFaults } from "../../iam/validity/size";
import { partFaults, sidFaults, versionFaults } from "../../iam/validity/structure";
import { isNoText, textFaults } from "../../iam/validity/texts";

const settings = {
  additionalActions: {
    type: "array",
    items: { type: "string" },
    description: "Actions AWS has and this pack does not know yet, with wildcards: `newservice:*`.",
    default: [],
  },
  trustPolicyLength: {
    type: "integer",
    minimum: 2048,
    maximum: 8192,
    description: "The account's quota for the length of a trust policy.",
    default: 2048,
  },
} as const satisfies SettingsSchema;

export const iamValidDocument = defineRule({
  id: "iam-valid-document",
  title: "Policy documents are ones AWS takes, and mean something",
  rationale:
    "A preview does not ask AWS whether it takes a policy document: the deployment stops half way, or a statement that names nothing real silently does nothing.",
  remediation: "Correct the document by the grammar of the policy language.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S1-2", "F"],
  settings,
  scope: "resource",
  targets: documentTypes,
  *check(resource, context) {
    const documents = documentsOf(resource);
    if (documents.every(({ value }) => readDocument(value) === undefined)) {
      yield notApplicable("It has no policy document");
    }
    for (const placed of documents) {
      yield* judge(placed, context.settings);
    }
  },
});

function* judge({ value, place }: PlacedDocument, given: Settings): Generator<Yield> {
  const document = readDocument(value);
  if (document === undefined) {
    return;
  }
  yield* undecidedFor(document.open.filter(({ kind }) => kind === "unknown"));
  yield* malformedFindings(document.open);
  const read = readJson(value);
  if ("value" in read && read.value.object !== undefined) {
    yield* findings(versionFaults(read.value));
    yield* findings(sidFaults(read.value.at("Statement").items, place));
    yield* findings(sizeFaults(read.value, place, given.trustPolicyLength as number));
  }
  for (const statement of document.statements) {
    yield* findings(partFaults(statement.value, place));
    yield* judgeStatement(statement, place, given.additionalActions as readonly string[]);
  }
}

function* judgeStatement(statement: Statement, place: DocumentPlace, additional: readonly string[]): Generator<Yield> {
  const { actions, notActions, resources, notResources, principal, condition, value } = statement;
  const principals = [principalsOf(principal), principalsOf(value.at("NotPrincipal"))];
  for (const { open } of [actions, notActions, resources, notResources, ...principals]) {
    yield* malformedFindings(open);
  }
  const allActions = [...actions.known, ...notActions.known];
  const allResources = [...resources.known, ...notResources.known];
  const allPrincipals = principals.flatMap(({ known }) => known);
  for (const action of allActions.filter(isText)) {
    const faults = [...actionFaults(action, additional)];
    yield* findings(faults.length === 0 && place.kind === "trust" ? trustActionFaults(action) : faults);
  }
  for (const resource of allResources.filter(isText)) {
    yield* findings(textFaults(resource));
  }
  for (const entry of allPrincipals.filter(isText)) {
    yield* findings(principalFaults(entry));
  }
  yield* findings(conditionFaults(condition));
}

function isText(element: Element): boolean {
  return !isNoText(element);
}

function* findings(faults: Iterable<DocumentFault>): Generator<Yield> {
  for (const { at, message, remediation } of faults) {
    yield finding(at, message, { remediation });
  }
}

function* malformedFindings(questions: readonly OpenQuestion[]): Generator<Yield> {
  for (const { property, reason, kind } of questions) {
    if (kind === "malformed") {
      const what = reason.slice(reason.indexOf("`"));
      yield finding(property, `${what}. ${REFUSED}.`);
    }
  }
}
