import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { declaredAt } from "../../helpers/declared";
import { lackOfZones } from "../../helpers/placement";

const ATTACHMENT: Kind = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"];
const TARGETS: Kind = [...kinds.replicationSubnetGroup, ...kinds.replicationInstance, ...kinds.replicationConfig];

/** The roles DMS looks for by name (https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html#CHAP_Security.APIRole). */
const ROLES = [
  { name: "dms-vpc-role", policy: "AmazonDMSVPCManagementRole", isRequired: true },
  { name: "dms-cloudwatch-logs-role", policy: "AmazonDMSCloudWatchLogsRole", isRequired: false },
] as const;

export const dmsValid = defineRule({
  id: "dms-valid",
  title: "DMS finds the roles it looks for by name, and subnets in two zones",
  rationale:
    "DMS works in a VPC with a role that must be called `dms-vpc-role`, and writes logs with `dms-cloudwatch-logs-role`. It refuses " +
    "subnet groups and instances before the first exists, and a subnet group in one zone always.",
  remediation: "Change the setting as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: TARGETS,
  *check(resource, { stack }) {
    yield* zones(stack, resource);
    for (const wanted of ROLES) {
      yield* roles(stack, resource, wanted);
    }
  },
});

function* zones(stack: Stack, resource: Resource): Generator<Yield> {
  const lack = resource.is(kinds.replicationSubnetGroup) ? lackOfZones(stack, resource, "subnetIds") : undefined;
  if (lack !== undefined) {
    yield finding(
      "subnetIds",
      `\`subnetIds\` has ${lack}. DMS answers \`ReplicationSubnetGroupDoesNotCoverEnoughAZs\`.`,
      {
        remediation: "Give it a subnet in each of two zones.",
      },
    );
  }
}

function* roles(
  stack: Stack,
  resource: Resource,
  { name, policy, isRequired }: (typeof ROLES)[number],
): Generator<Yield> {
  const role = stack.ofKind(kinds.role).find((each) => each.at("name").string === name);
  if (role !== undefined) {
    const attachments = stack
      .companions(role, kinds.role, ATTACHMENT, "role")
      .filter((each) => stack.link(each, ["role"], kinds.role).certain);
    const late = isRequired ? [role, ...attachments].find((each) => !stack.isOrderedAfter(resource, each)) : undefined;
    if (late !== undefined) {
      const what =
        late === role ? `the role \`${name}\`` : `"${late.name}", which gives the role \`${name}\` its policy`;
      yield finding(
        "",
        `Nothing makes Pulumi create ${what} before this, and DMS refuses it without: \`The IAM Role arn:aws:iam::…:role/${name} is not configured properly\`.`,
        { remediation: `Add \`{ dependsOn: [${late.name}] }\` with that resource.` },
      );
    }
    return;
  }
  const misnamed = holdersOf(stack, policy).find((each) => each.at("name").string !== name && !each.at("name").unknown);
  if (misnamed !== undefined) {
    if (stack.ofKind(TARGETS)[0] === resource) {
      yield finding(
        "name",
        `The role has the policy ${policy}, and is called ${declaredAt(stack, misnamed, "name").absent ? "as Pulumi names it" : misnamed.at("name").show()}. DMS looks for a role by the name \`${name}\` alone.`,
        {
          resource: misnamed,
          remediation: `Set \`name: "${name}"\`. There is one in an account: if another stack makes it, leave it out here.`,
        },
      );
    }
  } else if (isRequired) {
    yield undecided("", `whether the account has the role \`${name}\` is not to be seen here`);
  }
}

/** Roles of the stack that a managed policy is attached to. */
function holdersOf(stack: Stack, policy: string): readonly Resource[] {
  const attached = stack
    .ofKind(ATTACHMENT)
    .filter((each) => each.at("policyArn").string?.endsWith(`/${policy}`) === true)
    .flatMap((each) => {
      const { targets, certain } = stack.link(each, ["role"], kinds.role);
      return certain ? targets : [];
    });
  const inline = stack
    .ofKind(kinds.role)
    .filter((role) => role.at("managedPolicyArns").items.some((arn) => arn.string?.endsWith(`/${policy}`) === true));
  return [...attached, ...inline];
}
