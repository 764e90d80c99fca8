import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isAccountRoot } from "../../iam/account-root";
import { resolveAction } from "../../iam/actions";
import { commonActions } from "../../iam/common-actions";
import { judgeAllows } from "../../iam/judge";
import { partlyKnown, undecidedFor } from "../../iam/open-question";
import { documentTypes, isKeyPolicy, type PlacedDocument } from "../../iam/places";
import { listSome, showElement } from "../../iam/show";
import type { Element, Statement } from "../../iam/statement";
import { wideGrants, type WideGrant } from "../../iam/wide-grants";

const GUARDRAIL = "The policy only limits what others grant; it grants nothing itself";
const ENTRIES_SHOWN = 5;

/**
 * The families of "use this key": AWS's own key policies grant them in this form, to key users
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html) and to CloudWatch Logs
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). Each is closed: it holds the
 * variants of one cryptographic operation, and nothing that changes the key.
 */
const KEY_USE = ["kms:encrypt*", "kms:decrypt*", "kms:reencrypt*", "kms:generatedatakey*"];

export const iamNoWildcardActions = defineRule({
  id: "iam-no-wildcard-actions",
  title: "Policies name the actions they allow",
  rationale:
    "A wildcard grants deletions, policy changes and whatever AWS adds to the service later; one flaw in the workload is then worth all of it.",
  remediation: "Replace the wildcard by the actions the workload calls.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub IAM.1",
    "Security Hub IAM.21",
    "Prowler iam_customer_attached_policy_no_administrative_privileges",
    "text of PCI DSS 7.2.5",
  ),
  seeds: ["S1-3"],
  scope: "resource",
  targets: documentTypes,
  check: (resource) => judgeAllows(resource, { guardrail: GUARDRAIL }, judge),
});

function* judge(statement: Statement, document: PlacedDocument): Generator<Yield> {
  const { actions, notActions, principal } = statement;
  const inKeyPolicy = isKeyPolicy(document.place);
  const root = inKeyPolicy ? isAccountRoot(principal) : "no";
  const named = inKeyPolicy ? actions.known.filter((element) => !isKeyUse(element)) : actions.known;
  const grants = named.flatMap(wideGrants);
  const wide = root === "no" ? grants : grants.filter(({ element }) => !isAboutKeys(element));
  if (wide.length > 0) {
    yield wideFinding(wide);
  }
  if (notActions.present && root === "no") {
    yield notActionFinding(statement);
  }
  if (root === "unknown" && (wide.length < grants.length || notActions.present)) {
    yield undecided(principal, `\`${principal.path}\`, whom the key policy admits, is not known yet`);
  }
  yield* undecidedFor(actions.open);
  yield* undecidedFor(actions.known.filter(isUnknown).map((element) => partlyKnown(element.value)));
}

/** Whether an action is one of KMS: in a key policy `*` can mean no other. */
function isAboutKeys({ text }: Element): boolean {
  return !text.includes(":") || text.toLowerCase().startsWith("kms:");
}

function isKeyUse({ text }: Element): boolean {
  return KEY_USE.includes(text.toLowerCase());
}

function isUnknown({ text }: Element): boolean {
  return resolveAction(text).kind === "unknown";
}

function wideFinding(wide: readonly WideGrant[]): Yield {
  const entries = wide.map(({ element, meaning }) => `${showElement(element)} (${meaning})`);
  const critical = wide.some((grant) => grant.everything);
  const suggested = wide.flatMap(({ element }) => commonActions(element.text.split(":")[0] ?? ""));
  const example =
    suggested.length === 0 ? "" : `, such as ${[...new Set(suggested)].map((name) => `"${name}"`).join(", ")}`;
  return finding(
    wide[0]?.element.value ?? "",
    `The statement allows ${listSome(entries, ENTRIES_SHOWN)}. Whoever takes over a holder of this permission can use all of it.`,
    {
      ...(critical ? { severity: "critical" as const } : {}),
      remediation: `Replace ${listSome(
        wide.map(({ element }) => showElement(element)),
        ENTRIES_SHOWN,
      )} by the actions the workload calls${example}.`,
    },
  );
}

function notActionFinding({ notActions }: Statement): Yield {
  const but = notActions.known.length === 0 ? "" : ` but ${listSome(notActions.known.map(showElement), ENTRIES_SHOWN)}`;
  return finding(
    notActions.value,
    `With \`NotAction\` the statement allows every action of every service${but}, those AWS adds later included.`,
    {
      remediation:
        'Replace `NotAction` by `Action` with the actions the workload calls. To keep it off some actions in any case, add a statement with `Effect: "Deny"`.',
    },
  );
}
