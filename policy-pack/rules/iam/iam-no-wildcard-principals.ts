import { kinds, type Kind } from "../../engine/kinds";
import { MASK, maskUnknown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { deniedToStrangers, narrowsCallers } from "../../iam/caller-conditions";
import { readDocument } from "../../iam/document";
import { isWebIdentityTrust, trustFault, type TrustFault } from "../../iam/federation";
import { judgeAllows } from "../../iam/judge";
import { undecidedFor } from "../../iam/open-question";
import { documentTypes, type PlacedDocument } from "../../iam/places";
import { isEverybody, principalsOf, type PrincipalEntry } from "../../iam/principals";
import { privacyOf, whyOpen } from "../../iam/reachable";
import { listSome, showElement } from "../../iam/show";
import type { Element, Statement } from "../../iam/statement";

const INAPPLICABLE = {
  identity: "An identity policy has no principal",
  guardrail: "The policy only limits what others grant; it grants nothing itself",
};
const MOST_SHOWN = 3;
/** `s3-no-public-access` speaks of these, beside what ACLs let in; one finding is enough. */
const OF_S3: Kind = [
  ...kinds.bucket,
  ...kinds.bucketPolicy,
  "aws:s3/accessPoint:AccessPoint",
  "aws:s3control/accessPointPolicy:AccessPointPolicy",
];

export const iamNoWildcardPrincipals = defineRule({
  id: "iam-no-wildcard-principals",
  title: "Policies let in named principals only",
  rationale:
    "With `*` as principal every AWS account of the world, and often everybody without one, may do what the statement allows.",
  remediation: "Name the principals, or narrow the statement by a condition on who asks.",
  severity: "critical",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub KMS.5",
    "Security Hub SNS.4",
    "Security Hub SQS.3",
    "Prowler kms_key_not_publicly_accessible",
    "Prowler sns_topics_not_publicly_accessible",
    "Prowler sqs_queues_not_publicly_accessible",
    "text of AC-3",
    "text of A.8.3",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: documentTypes.filter((type) => !OF_S3.includes(type)),
  check(resource) {
    const reason = whyOpen(resource);
    return reason === undefined
      ? judgeAllows(resource, INAPPLICABLE, (statement, document) => judge(statement, document, resource))
      : [notApplicable(reason)];
  },
});

function* judge(statement: Statement, document: PlacedDocument, resource: Resource): Generator<Yield> {
  const { principal } = statement;
  const { known, open } = principalsOf(principal);
  const notPrincipal = statement.value.at("NotPrincipal");
  const everybody = known.find(isEverybody);
  if (everybody !== undefined) {
    yield* judgeEverybody(everybody, statement, document, resource);
  } else if (!notPrincipal.absent) {
    yield finding(
      notPrincipal,
      "With `NotPrincipal` the statement lets in everybody but those it names, in every AWS account of the world.",
      { remediation: "Replace `NotPrincipal` by `Principal` with those that are to be let in." },
    );
  }
  if (isWebIdentityTrust(statement)) {
    // Who is let in depends on the condition; which provider it is may stay unknown.
    yield* judgeTrust(statement);
  } else {
    yield* undecidedFor(open);
  }
}

function* judgeEverybody(
  entry: PrincipalEntry,
  statement: Statement,
  document: PlacedDocument,
  resource: Resource,
): Generator<Yield> {
  const all = readDocument(document.value)?.statements ?? [];
  const answers = [narrowsCallers(statement.condition), deniedToStrangers(statement, all), privacyOf(resource)];
  if (answers.includes("yes")) {
    return;
  }
  if (answers.includes("unknown")) {
    yield undecided(entry.value, `\`${entry.value.path}\` is \`*\`, and what may narrow it is not known yet`);
    return;
  }
  const actions = statement.actions.present ? listSome(statement.actions.known.map(showElement), MOST_SHOWN) : "";
  yield finding(
    entry.value,
    document.place.kind === "trust"
      ? "`*` lets every AWS account of the world assume the role, and no condition says which may."
      : `\`*\` lets in everybody, from outside this account too, and no condition says who may come. Allowed: ${actions || "all but `NotAction`"}.`,
    {
      remediation:
        'Name the principals: `Principal: { AWS: role.arn }`. Where they are many, keep `*` and add a condition: `StringEquals: { "aws:PrincipalOrgID": organizationId }`, or `aws:SourceArn` and `aws:SourceAccount` for a service.',
    },
  );
}

function* judgeTrust({ principal, condition, value }: Statement): Generator<Yield> {
  const federated = principal.at("Federated");
  for (const each of federated.unknown ? [federated] : federated.items) {
    const element = { value: each, text: maskUnknown(each.string ?? MASK) };
    const fault = trustFault(element.text, condition);
    if (fault === "unknown") {
      yield undecided(
        condition,
        `\`${condition.path}\` is not known yet, and decides which of the provider's users may come`,
      );
    } else if (fault !== undefined) {
      yield trustFinding(fault, condition.absent ? value.at("Condition") : condition, element);
    }
  }
}

function trustFinding(fault: TrustFault, condition: Value, federated: Element): Yield {
  const whom = fault.cluster ? "every pod of the cluster" : "every user of the provider, those of strangers included,";
  const severity = fault.cluster ? "high" : "critical";
  const subject = fault.cluster
    ? "system:serviceaccount:<namespace>:<name>"
    : "repo:<owner>/<repository>:ref:refs/heads/main";
  if (fault.kind === "wildcard") {
    const wide = { value: fault.value, text: maskUnknown(fault.value.string ?? "") };
    return finding(fault.value, `${showElement(wide)} leaves open whose token it is: ${whom} may assume the role.`, {
      severity,
      remediation: `Name the subject up to its owner at least, as in \`${subject}\`.`,
    });
  }
  const claim = `${federated.value.secret || fault.provider.includes(MASK) ? "<provider>" : fault.provider}:${fault.claim}`;
  const shown = federated.text === MASK ? "the provider" : showElement(federated);
  return finding(condition, `No condition tests \`${claim}\`: ${whom} may assume the role with a token of ${shown}.`, {
    severity,
    remediation:
      fault.claim === "sub"
        ? `Add \`Condition: { StringEquals: { "${claim}": "${subject}" } }\`.`
        : `Add \`Condition: { StringEquals: { "${claim}": "<client id>" } }\`, and \`sub\` where not every client may come.`,
  });
}
