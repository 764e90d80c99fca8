import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Answer } from "../../iam/answer";
import { isDemanding, testsOf } from "../../iam/conditions";
import { readDocument } from "../../iam/document";
import { undecidedFor } from "../../iam/open-question";
import { isEverybody, principalsOf, type PrincipalEntry } from "../../iam/principals";
import type { Elements, Statement } from "../../iam/statement";
import { matches } from "../../iam/wildcard";

const ACTION = "kms:PutKeyPolicy";

export const kmsNoLockout = defineRule({
  id: "kms-no-lockout",
  title: "Key policies leave somebody who can change them",
  rationale:
    "KMS refuses a policy after which the caller could not change it again (`The new key policy will not allow you to update " +
    "the key policy in the future`). With the check bypassed, only AWS Support can still help.",
  remediation:
    'Add the statement for the account: `{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::<account>:root" }, Action: "kms:*", Resource: "*" }`.',
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S2-3", "F"],
  scope: "resource",
  targets: [...kinds.kmsKey, ...kinds.kmsKeyPolicy],
  *check(key) {
    const policy = key.at("policy");
    const document = readDocument(policy);
    if (document === undefined) {
      yield notApplicable("it has the default policy, which leaves the key to the account");
      return;
    }
    const answers = document.statements.map(administers);
    const denied = document.statements.some(deniesEverybody);
    if (answers.includes("yes") && !denied) {
      return;
    }
    if (document.open.length > 0 && !denied) {
      yield* undecidedFor(document.open);
    } else if (answers.includes("unknown") && !denied) {
      yield undecided(policy, "whether the deployment runs as one of the principals that may change the policy");
    } else {
      const bypassed = key.at("bypassPolicyLockoutSafetyCheck").boolean === true;
      const what = denied ? `denies everybody \`${ACTION}\`` : `lets nobody in the account use \`${ACTION}\``;
      yield finding(
        policy,
        `The policy ${what}: ${bypassed ? "nobody can ever change it, or delete the key" : "KMS refuses it"}.`,
      );
    }
  },
});

/** Whether a statement lets the account or the caller change the policy. Who the caller is, only the deployment knows. */
function administers(statement: Statement): Answer {
  const { effect, actions, notActions, principal, value, condition } = statement;
  const covers = notActions.present ? not(coversAction(notActions)) : coversAction(actions);
  // No caller comes through a service.
  const throughService = testsOf(condition).tests.some((test) => test.key === "kms:viaservice" && isDemanding(test));
  if (effect !== "Allow" || covers === "no" || throughService) {
    return "no";
  }
  const { known, open } = principalsOf(principal);
  const root = known.some((entry) => isEverybody(entry) || isRoot(entry));
  if (root || !value.at("NotPrincipal").absent) {
    return covers;
  }
  return known.some(({ kind }) => kind === "AWS") || open.length > 0 ? "unknown" : "no";
}

/** Which account it is may be made up, and does not matter here. */
function isRoot({ kind, value, text }: PrincipalEntry): boolean {
  return kind === "AWS" && (text.endsWith(":root") || /^\d{12}$/.test(value.string ?? ""));
}

function deniesEverybody({ effect, actions, principal, condition }: Statement): boolean {
  const { known } = principalsOf(principal);
  return effect === "Deny" && condition.absent && coversAction(actions) === "yes" && known.some(isEverybody);
}

function coversAction({ known, open }: Elements): Answer {
  if (known.some(({ text }) => matches(text, ACTION))) {
    return "yes";
  }
  return open.length > 0 ? "unknown" : "no";
}

function not(answer: Answer): Answer {
  return answer === "yes" ? "no" : answer === "no" ? "yes" : "unknown";
}
