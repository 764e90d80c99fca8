import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Answer } from "../../iam/answer";
import { policiesOfKey, type AttachedPolicies } from "../../helpers/attached-policies";
import { appliesTo } from "../../helpers/key-conditions";
import { SCALING_ROLE, usesOfKeys, type KeyUse } from "../../helpers/key-users";
import { admitsService } from "../../helpers/service-access";
import { listed } from "../../helpers/words";

export const kmsServiceAccess = defineRule({
  id: "kms-service-access",
  title: "Key policies let in the services that use the key",
  rationale:
    "Log groups, trails and the services that send to encrypted queues and topics use the key in the service's own name. " +
    "IAM policies cannot allow that, and the default key policy, which speaks of the account, does not: only the key's policy can.",
  remediation: "Add a statement for the service to the key's policy.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S2-3", "S4-5", "F"],
  scope: "stack",
  targets: kinds.kmsKey,
  *check(key, { stack }) {
    const uses = stack.derive(usesOfKeys).filter((use) => use.key === key);
    if (uses.length === 0) {
      yield notApplicable("no service uses it in its own name");
      return;
    }
    const policies = policiesOfKey(key, stack);
    for (const service of new Set(uses.map(({ need }) => need.service))) {
      yield* checkService(
        stack,
        key,
        policies,
        uses.filter(({ need }) => need.service === service),
      );
    }
  },
});

function* checkService(
  stack: Stack,
  key: Resource,
  { policies, open }: AttachedPolicies,
  uses: readonly KeyUse[],
): Generator<Yield> {
  const answers = uses.map((use) => ({ use, admits: admits(stack, key, policies, use) }));
  const refused = answers.filter(({ use, admits }) => admits === "no" && use.certain && !open).map(({ use }) => use);
  const [first] = refused;
  const [policy] = policies;
  if (first !== undefined) {
    const { need } = first;
    const why = policy === undefined ? "The default key policy lets in the account only" : "No statement lets in";
    yield finding(
      policy?.value ?? "policy",
      policy === undefined
        ? `${why}, not \`${need.service}\`, for ${users(refused)}: ${need.consequence}.`
        : `${why} \`${need.service}\` with ${listed(need.actions)} for ${users(refused)}: ${need.consequence}.`,
      { resource: policy?.resource ?? key, remediation: statementFor(first) },
    );
  }
  if (answers.some(({ use, admits }) => admits === "unknown" || (admits === "no" && !refused.includes(use)))) {
    yield undecided("policy", `whether \`${uses[0]?.need.service ?? ""}\` may use the key is not known yet`);
  }
  // A policy of its own comes after the key, and what uses the key at once may come before it.
  const separate = policies.map(({ resource }) => resource).filter((resource) => resource !== key);
  for (const { use, admits: answer } of answers) {
    const late = separate.find((each) => !stack.isOrderedAfter(use.user, each));
    if (answer === "yes" && use.certain && use.need.triedAtOnce && late !== undefined) {
      yield finding(
        "",
        `Nothing orders this after the key's policy "${late.name}"; made first, it meets the default policy: ${use.need.consequence}.`,
        {
          resource: use.user,
          remediation: `Pass \`{ dependsOn: [keyPolicy] }\`, with "${late.name}" for \`keyPolicy\`, or give the key its policy itself.`,
        },
      );
    }
  }
}

function admits(stack: Stack, key: Resource, policies: AttachedPolicies["policies"], use: KeyUse): Answer {
  const { principals, actions, service } = use.need;
  const values = policies.map(({ value }) => value);
  const answer = admitsService(values, principals, actions, "no", (statement) => appliesTo(statement, use.user));
  return answer === "no" && service === SCALING_ROLE ? hasGrant(stack, key) : answer;
}

/** The role may also have a grant. */
function hasGrant(stack: Stack, key: Resource): Answer {
  const grants = stack
    .companions(key, kinds.kmsKey, kinds.kmsGrant, "keyId")
    .map((each) => each.at("granteePrincipal"));
  if (grants.some(({ string }) => string?.includes(SCALING_ROLE))) {
    return "yes";
  }
  const open = stack.strays(kinds.kmsKey, kinds.kmsGrant, "keyId").length > 0;
  return open || grants.some(({ halfKnown }) => halfKnown) ? "unknown" : "no";
}

const MOST_NAMED = 5;

function users(uses: readonly KeyUse[]): string {
  const names = [...new Set(uses.map(({ user, via }) => `"${user.name}" (\`${via.path}\`)`))];
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

function statementFor({ need, user }: KeyUse): string {
  if (need.service === SCALING_ROLE) {
    return (
      `Allow the role \`arn:aws:iam::<account>:role/aws-service-role/autoscaling.amazonaws.com/${SCALING_ROLE}\` to encrypt and ` +
      "decrypt with the key, and `kms:CreateGrant` where `kms:GrantIsForAWSResource` is true, or add an `aws.kms.Grant` for it."
    );
  }
  const isLogs = user.is(kinds.logGroup);
  const actions = isLogs
    ? '["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]'
    : `[${[...need.actions, ...(need.triedAtOnce ? ["kms:DescribeKey"] : [])].map((each) => `"${each}"`).join(", ")}]`;
  return `Add to the key's policy: \`{ Effect: "Allow", Principal: { Service: "${need.service}" }, Action: ${actions}, Resource: "*" }\`, narrowed by ${
    isLogs ? "`kms:EncryptionContext:aws:logs:arn`" : "`aws:SourceAccount` or `aws:SourceArn`"
  }; keep the statement for the account root.`;
}
