import { eksRolePoliciesFirst } from "../../../policy-pack/rules/eks/eks-role-policies-first";
import { component, ref, resource, type ResourceOptions, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const role = (name: string, props: Props = {}) => resource("aws:iam/role:Role", name, props);
const attachment = (name: string, to: string, options: ResourceOptions = {}) =>
  resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name,
    { role: ref(to, "name"), policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
    options,
  );
const cluster = (options: ResourceOptions = {}, roleArn: unknown = ref("control", "arn")) =>
  resource("aws:eks/cluster:Cluster", "shop", { roleArn }, options);
const nodes = (name: string, options: ResourceOptions = {}) =>
  resource("aws:eks/nodeGroup:NodeGroup", name, { nodeRoleArn: ref("node", "arn") }, options);

testRule(eksRolePoliciesFirst, {
  invalid: [
    {
      name: "a cluster beside the policy of its role",
      resources: [role("control"), attachment("control-policy", "control"), cluster()],
      findings: [{ resource: "shop", property: "", message: 'policies of its role, "control-policy"' }],
    },
    {
      name: "a cluster that waits for one of two policies",
      resources: [
        role("control"),
        attachment("first", "control"),
        attachment("second", "control"),
        cluster({ dependsOn: ["first"] }),
      ],
      findings: [{ resource: "shop", property: "", message: 'its role, "second"' }],
    },
    {
      name: "node groups of one role, said once",
      resources: [role("node"), attachment("node-policy", "node"), nodes("batch"), nodes("general")],
      findings: [{ resource: "batch", property: "", message: '"batch" and "general" do not depend' }],
    },
    {
      name: "an inline policy that names the role by its id",
      resources: [
        role("control"),
        resource("aws:iam/rolePolicy:RolePolicy", "inline", { role: ref("control"), policy: unknown }),
        cluster(),
      ],
      findings: [{ resource: "shop", property: "", message: 'its role, "inline"' }],
    },
    {
      name: "a Fargate profile",
      resources: [
        role("pods"),
        attachment("pods-policy", "pods"),
        resource("aws:eks/fargateProfile:FargateProfile", "system", { podExecutionRoleArn: ref("pods", "arn") }),
      ],
      findings: [{ resource: "system", property: "", message: 'its role, "pods-policy"' }],
    },
  ],
  valid: [
    {
      name: "a cluster that waits",
      resources: [role("control"), attachment("policy", "control"), cluster({ dependsOn: ["policy"] })],
    },
    {
      name: "a node group that waits for a component with the attachments in it",
      resources: [
        role("node"),
        component("roles"),
        attachment("policy", "node", { parent: "roles" }),
        nodes("general", { dependsOn: ["roles"] }),
      ],
    },
    {
      name: "policies that the role names itself",
      resources: [
        role("control", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"] }),
        cluster(),
      ],
    },
    {
      name: "the policy of another role",
      resources: [role("control"), role("node"), attachment("policy", "node"), cluster()],
    },
    {
      name: "a role of another stack",
      resources: [role("node"), attachment("policy", "node"), cluster({}, "arn:aws:iam::210987654321:role/control")],
    },
  ],
});
