import { MASK, maskUnknown } from "../engine/made-up";
import { nearest } from "../helpers/nearest";
import type * as names from "../data/managed-policies.json";

/** What an ARN says of a managed policy of AWS. */
export interface ManagedPolicyArn {
  /** `aws`, `aws-cn`, `aws-us-gov`, …; masked where nobody knows it yet. */
  readonly partition: string;
  /** What follows `:policy` in the ARN: `/service-role/AWSLambdaBasicExecutionRole`. Whatever stands there, if it is none. */
  readonly path: string;
}

const ARN = /^arn:([^:]*):iam::aws:(.*)$/s;
/** Policies that only AWS attaches, to its own service-linked roles. */
const SERVICE_LINKED = "/aws-service-role/";
/** How much of a name may differ from the one that was meant. */
const SHARE = 0.25;

let known: { readonly paths: ReadonlySet<string>; readonly source: string; readonly date: string } | undefined;

/** The list of AWS's managed policies (in the commercial partition), with its date. Loaded when first asked for. */
export function managedPolicies(): NonNullable<typeof known> {
  if (known === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const data = require("../data/managed-policies.json") as typeof names;
    known = { paths: new Set(data.policies), source: data.source, date: data.date };
  }
  return known;
}

/**
 * Reads the ARN of a policy that belongs to AWS.
 *
 * @returns `undefined` when the text is something else: a policy of the customer, no ARN, or not known far enough to tell.
 */
export function awsPolicyFrom(text: string): ManagedPolicyArn | undefined {
  const [, partition, rest] = ARN.exec(maskUnknown(text)) ?? [];
  if (partition === undefined || rest === undefined) {
    return undefined;
  }
  return { partition, path: rest.startsWith("policy/") ? rest.slice("policy".length) : rest };
}

/** Whether part of the path is not known yet. */
export function isPartlyKnown({ path }: ManagedPolicyArn): boolean {
  return path.includes(MASK);
}

/**
 * Whether AWS attaches the policy to nothing but its own service-linked roles
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html).
 */
export function isServiceLinked(path: string): boolean {
  return path.startsWith(SERVICE_LINKED);
}

/**
 * The managed policy a program most likely means by a path that does not exist: the same name under another path, the same
 * name but for `AWS`, `Amazon`, case and punctuation, or one a few letters away.
 */
export function nearestPolicy(path: string): string | undefined {
  const name = nameOf(path);
  const attachable = [...managedPolicies().paths].filter((each) => !isServiceLinked(each));
  return (
    attachable.find((each) => nameOf(each) === name) ??
    attachable.find((each) => letters(each) === letters(path)) ??
    attachable.find((each) => core(each) === core(path)) ??
    nearest(path, attachable, letters, SHARE)
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function letters(path: string): string {
  return nameOf(path)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

function core(path: string): string {
  return letters(path).replace(/^(?:aws|amazon)+/, "");
}
