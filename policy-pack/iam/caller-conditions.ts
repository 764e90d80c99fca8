import type { Value } from "../engine/value";
import { isDemanding, narrowedBy, narrows, testsOf, type ConditionTest, type Narrowing } from "./conditions";
import type { Elements, Statement } from "./statement";
import { admitsEverything, hasWildcard, matches } from "./wildcard";

const ACCOUNT_PART = 4;
const RESOURCE_PART = 5;
/** What S3 counts as narrow (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). */
const LEAST_PREFIX = { v4: 8, v6: 32 };

/**
 * Condition keys that say *who* asks so that a stranger cannot arrange for it. Not here: tags and names of the principal
 * (`aws:PrincipalTag/*`, `aws:username`), which everybody chooses in an account of his own, `sts:ExternalId`, which is no
 * secret, `aws:Referer`, which everybody can send, and the address inside any VPC (`aws:VpcSourceIp`).
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and what S3 counts as not
 * public, https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html.
 */
const CALLER_KEYS: Narrowing = [
  ...[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    // What SNS writes into a topic's first policy (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:userid",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "elasticfilesystem:AccessPointArn",
    "kms:CallerAccount",
    "lambda:SourceFunctionArn",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
    "sns:Endpoint",
  ].map((key) => [key, namesSomebody] as const),
  ["aws:SourceIp", isNarrowRange],
  ["aws:PrincipalIsAWSService", isTrue],
  // Mount targets are inside the VPC (https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html).
  ["elasticfilesystem:AccessedViaMountTarget", isTrue],
];

/** Tests that only let AWS itself through a denial, and so leave it as narrow as it is. */
const FOR_AWS: Narrowing = [
  ["aws:PrincipalIsAWSService", (text) => !isTrue(text)],
  ["aws:ViaAWSService", (text) => !isTrue(text)],
];

const NEGATED = new Set([
  "arnnotequals",
  "arnnotlike",
  "notipaddress",
  "stringnotequals",
  "stringnotequalsignorecase",
  "stringnotlike",
]);

/** Whether a `Condition` narrows who is let in. */
export function narrowsCallers(condition: Value): "yes" | "no" | "unknown" {
  return narrowedBy(condition, CALLER_KEYS);
}

/**
 * Whether a statement of the same document denies to everybody but named callers what this one allows: `Deny` for
 * `Principal: "*"` where `aws:PrincipalOrgID` is not one's own. Denials hold whatever else is allowed.
 *
 * @param statements all statements of the document.
 */
export function deniedToStrangers(allow: Statement, statements: readonly Statement[]): "yes" | "no" | "unknown" {
  const answers = statements
    .filter((each) => each.effect === "Deny" && isForEverybody(each) && covers(each, allow))
    .map((each) => deniesStrangers(each.condition));
  return answers.find((each) => each === "yes") ?? answers.find((each) => each === "unknown") ?? "no";
}

function isForEverybody({ principal }: Statement): boolean {
  return [principal, principal.at("AWS")].some((value) => value.items.some((each) => each.string === "*"));
}

function covers(deny: Statement, allow: Statement): boolean {
  return within(allow.actions, deny.actions) && within(allow.resources, deny.resources);
}

/** Whether each text is matched by a pattern. What nobody knows yet is taken to be. */
function within(texts: Elements, patterns: Elements): boolean {
  return (
    patterns.open.length > 0 ||
    texts.known.every(({ text }) => patterns.known.some((pattern) => matches(pattern.text, text)))
  );
}

/** A denial has all its tests to hold; each must be about callers, or somebody slips through. */
function deniesStrangers(condition: Value): "yes" | "no" | "unknown" {
  const { tests, open } = testsOf(condition);
  const naming = tests.filter(namesWhoIsSpared);
  const others = tests.filter((test) => !naming.includes(test));
  if (!others.every((test) => isDemanding(test) && narrows(test, FOR_AWS))) {
    return "no";
  }
  return open ? "unknown" : naming.length > 0 ? "yes" : "no";
}

function namesWhoIsSpared(test: ConditionTest): boolean {
  // Without the key a negated test holds, so strangers are denied; with `…IfExists` they would not be.
  return NEGATED.has(test.operator) && !test.ifExists && test.qualifier === undefined && narrows(test, CALLER_KEYS);
}

/** Whether the value of a condition names somebody: an account, an organization, a source; and not anybody's. */
export function namesSomebody(text: string): boolean {
  if (admitsEverything(text)) {
    return false;
  }
  const parts = text.split(":");
  if (parts[0] === "arn") {
    const account = parts[ACCOUNT_PART] ?? "*";
    // The ARN of a bucket has no account; its name is the only one in the world.
    return account === "" ? !/^[*?]/.test(parts[RESOURCE_PART] ?? "*") : !hasWildcard(account);
  }
  // Anybody's organization, VPC, endpoint or role: `o-*`, `vpce-*`, `AROA*`.
  return !/^(?:o-|vpce?-|A[A-Z]{3})?[*?]/.test(text) || text.includes("@");
}

function isNarrowRange(text: string): boolean {
  const [address = "", prefix] = text.split("/");
  return prefix === undefined || Number(prefix) >= (address.includes(":") ? LEAST_PREFIX.v6 : LEAST_PREFIX.v4);
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === "true";
}
