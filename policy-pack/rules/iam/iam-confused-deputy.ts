import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { judgeAllows } from "../../iam/judge";
import { undecidedFor } from "../../iam/open-question";
import { documentTypes, type PlacedDocument } from "../../iam/places";
import { principalsOf } from "../../iam/principals";
import { namesItsSource, namesSources } from "../../iam/service-sources";
import { listSome, showElement } from "../../iam/show";
import type { Element, Statement } from "../../iam/statement";

const MOST_SHOWN = 4;
/** CloudWatch Logs names the log group in the encryption context (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). */
const LOGS_FIX =
  'Give CloudWatch Logs a statement of its own, with a condition on the log groups: `ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:<region>:<account>:log-group:*" }`; other services one with `aws:SourceAccount`.';
const INAPPLICABLE = {
  identity: "An identity policy lets nobody in",
  trust: "A trust policy lets a service act for its own account's resources",
  guardrail: "The policy only limits what others grant; it grants nothing itself",
};

export const iamConfusedDeputy = defineRule({
  id: "iam-confused-deputy",
  title: "Services are let in for one's own account only",
  rationale:
    "A service comes with the same name for every customer: without a condition on the source, anybody can have it write to, or read from, this resource by pointing a resource of his own account at it.",
  remediation:
    'Add a condition on the source: `StringEquals: { "aws:SourceAccount": accountId }`, and `aws:SourceArn`.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of CWE-441"),
  seeds: ["S0-4"],
  scope: "resource",
  targets: documentTypes,
  check: (resource) => judgeAllows(resource, INAPPLICABLE, judge),
});

function* judge({ principal, condition, actions }: Statement, { place }: PlacedDocument): Generator<Yield> {
  const { known, open } = principalsOf(principal);
  const services = known.filter(({ kind, text }) => kind === "Service" && namesItsSource(text, place));
  if (actions.known.length > 0 && actions.known.every(isHarmless)) {
    return;
  }
  const named = namesSources(condition);
  if (named === "yes") {
    return;
  }
  yield* undecidedFor(open);
  const [first] = services;
  if (first === undefined) {
    return;
  }
  if (named === "unknown") {
    yield undecided(condition, `\`${condition.path}\` is not known yet, and may name the source`);
    return;
  }
  const shown = listSome(services.map(showElement), MOST_SHOWN);
  const allowed = listSome(actions.known.map(showElement), MOST_SHOWN) || "all but `NotAction`";
  yield finding(
    first.value,
    `${shown} may do ${allowed} here for any customer of AWS: no condition names the account or the resource it comes for.`,
    services.some(({ text }) => text.startsWith("logs.")) ? { remediation: LOGS_FIX } : {},
  );
}

/** CloudTrail asks whether a key is there; AWS's own key policies let it without a condition. */
function isHarmless({ text }: Element): boolean {
  return text.toLowerCase() === "kms:describekey";
}
