import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { quotedNames } from "../../helpers/words";

const ROLE: Kind = ["aws:iam/role:Role"];
const GRANTS: Kind = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/rolePolicy:RolePolicy"];
const USERS: Kind = [...kinds.kubernetesCluster, ...kinds.kubernetesNodeGroup, "aws:eks/fargateProfile:FargateProfile"];
/** Properties that name the role, one of which each of {@link USERS} has. */
const ROLE_PROPERTIES = ["roleArn", "nodeRoleArn", "podExecutionRoleArn"];
const MOST_NAMED = 4;

interface Unordered {
  readonly user: Resource;
  readonly missing: readonly Resource[];
}

export const eksRolePoliciesFirst = defineRule({
  id: "eks-role-policies-first",
  title: "Clusters and node groups wait for the policies of their roles",
  rationale:
    "Without `dependsOn`, Pulumi takes the policies from the role while the cluster is still being deleted, and EKS can no longer " +
    "delete the network interfaces and security groups it made: the destroy hangs. On creation, nodes may start before they may join.",
  remediation: "Pass `{ dependsOn: [attachment, …] }` with the role's policy attachments.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: USERS,
  *check(resource, { stack }) {
    const unordered = stack.derive(unorderedUsers);
    const own = unordered.find(({ user }) => user === resource);
    if (own === undefined) {
      return;
    }
    // Who makes one of them with `dependsOn` makes all of them so.
    const [first] = unordered;
    if (first !== own) {
      yield notApplicable(`reported with "${first?.user.name ?? ""}", which lacks the same`);
      return;
    }
    const users = quotedNames(
      unordered.map(({ user }) => user.name),
      MOST_NAMED,
    );
    const policies = quotedNames(
      own.missing.map(({ name }) => name),
      MOST_NAMED,
    );
    yield finding(
      "",
      unordered.length === 1
        ? `${users} does not depend on the policies of its role, ${policies}: they are created, and deleted, side by side.`
        : `${users} do not depend on the policies of their roles (${policies} for "${own.user.name}"): they are created, and deleted, side by side.`,
      { about: unordered.map(({ user }) => user) },
    );
  },
});

function unorderedUsers(stack: Stack): readonly Unordered[] {
  return stack.ofKind(USERS).flatMap((user) => {
    const missing = roleOf(stack, user).flatMap((role) =>
      stack
        .companions(role, ROLE, GRANTS, "role")
        .filter((grant) => stack.link(grant, ["role"], ROLE).certain && !stack.isOrderedAfter(user, grant)),
    );
    return missing.length === 0 ? [] : [{ user, missing }];
  });
}

/** The role a resource runs as, if it is one of the stack. */
function roleOf(stack: Stack, user: Resource): readonly Resource[] {
  return ROLE_PROPERTIES.flatMap((property) => {
    const { targets, certain } = stack.link(user, [property], ROLE);
    return certain ? targets : [];
  });
}
