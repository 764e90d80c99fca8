import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { isExported } from "../../helpers/exports";
import { isNamedByProgram, physicalName, wholeName } from "../../helpers/physical-names";
import { listed } from "../../helpers/words";
import { readDocument } from "../../iam/document";
import { principalsOf } from "../../iam/principals";

/** What gives a role its policies, by the properties that name it: that is no use of it. */
const FURNISHING: Readonly<Record<string, readonly string[] | undefined>> = {
  "aws:iam/rolePolicy:RolePolicy": ["role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName"],
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": ["roleName"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles"],
};
const PROFILES: Kind = kinds.instanceProfile;

/** What a role of a service is made for. */
interface Purpose {
  /** What is to have the role. */
  readonly user: string;
  /** What there is in a stack that makes such a thing. One of roles alone makes them for others, which know them by name. */
  readonly beside: Kind;
}

/**
 * Services that take a role nowhere but in the configuration of such a resource. Roles of other services may be handed over
 * by name, by a pipeline or at run time, where they have one.
 */
const MADE_FOR: ReadonlyMap<string, Purpose> = new Map([
  ["s3.amazonaws.com", { user: "`aws.s3.BucketReplicationConfig`", beside: kinds.bucket }],
  ["vpc-flow-logs.amazonaws.com", { user: "`aws.ec2.FlowLog`", beside: kinds.vpc }],
  [
    "monitoring.rds.amazonaws.com",
    { user: "`monitoringRoleArn` of a database", beside: [...kinds.rdsInstance, ...kinds.rdsCluster] },
  ],
]);

export const iamRoleUsed = defineRule({
  id: "iam-role-used",
  title: "Roles for services are handed to something",
  rationale:
    "A role is made because something is to work with it. One that nothing has is left over, or, worse, what it was made for was forgotten: the replication, the flow log.",
  remediation: "Create what is to work with the role, or remove the role.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.role,
  *check(role, { stack }) {
    const services = servicesTrustedBy(role);
    if (services === undefined) {
      yield undecided("assumeRolePolicy", "who may assume the role is not known yet");
      return;
    }
    const name = physicalName(role);
    const isNamed = name !== undefined && isNamedByProgram(stack, name);
    if (services.length === 0 || (isNamed && !services.every((service) => isMadeFor(stack, service)))) {
      yield notApplicable("others than services of this stack may take it");
      return;
    }
    if (isInUse(stack, role, name === undefined ? undefined : wholeName(name))) {
      return;
    }
    const exported = [role, ...profilesOf(stack, role)].map((each) => isExported(stack, each, /role|arn|profile|iam/i));
    if (exported.includes("yes")) {
      return;
    }
    if (exported.includes("unknown")) {
      yield undecided("", "the stack may export it");
      return;
    }
    const purposes = services.flatMap((service) => MADE_FOR.get(service)?.user ?? []);
    yield finding(
      "",
      `Only ${listed(services)} may assume the role "${role.name}", and nothing in the stack hands it over: it is left over, or what it is for is missing.`,
      {
        ...(purposes.length > 0 && {
          remediation: `Create what is to work with the role (${purposes.join(", ")}), or remove the role.`,
        }),
      },
    );
  },
});

/** Whether the stack holds what a role of the service is made for, so that it is to be used here. */
function isMadeFor(stack: Stack, service: string): boolean {
  return stack.ofKind(MADE_FOR.get(service)?.beside ?? []).length > 0;
}

/** The services that may assume a role; none when others may, too; `undefined` while nobody knows. */
function servicesTrustedBy(role: Resource): readonly string[] | undefined {
  const document = readDocument(role.at("assumeRolePolicy"));
  if (document === undefined) {
    return [];
  }
  const allowing = document.statements.filter(({ effect }) => effect === "Allow");
  const read = allowing.map(({ principal }) => principalsOf(principal));
  if (document.open.length > 0 || read.some(({ open }) => open.length > 0)) {
    return undefined;
  }
  const entries = read.flatMap(({ known }) => known);
  return entries.every(({ kind }) => kind === "Service") ? [...new Set(entries.map(({ text }) => text))] : [];
}

function profilesOf(stack: Stack, role: Resource): readonly Resource[] {
  return stack.companions(role, kinds.role, PROFILES, "role");
}

/** Whether something has the role: by data, through an instance profile that something has, or by its name in a text. */
function isInUse(stack: Stack, role: Resource, name: string | undefined): boolean {
  const taken = stack.derive(takenUrns);
  const profiles = profilesOf(stack, role);
  return (
    taken.has(role.urn) ||
    profiles.some((profile) => taken.has(profile.urn) || isNamedProfile(stack, profile)) ||
    (name !== undefined &&
      stack.derive(allTexts).some(({ resource, text }) => resource !== role && text.includes(name)))
  );
}

/** A profile with a name of its own may be given to instances that are launched elsewhere. */
function isNamedProfile(stack: Stack, profile: Resource): boolean {
  const name = physicalName(profile);
  return name !== undefined && isNamedByProgram(stack, name);
}

/** What properties depend on that hand a role over. */
function takenUrns(stack: Stack): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const resource of stack.resources) {
    const furnishing = FURNISHING[resource.type] ?? (PROFILES.includes(resource.type) ? ["role"] : []);
    for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
      if (!furnishing.includes(property)) {
        urns.forEach((urn) => taken.add(urn));
      }
    }
  }
  return taken;
}

/** The texts of all resources; of those that furnish a role, the documents alone. */
function allTexts(stack: Stack): readonly { readonly resource: Resource; readonly text: string }[] {
  return stack.resources.flatMap((resource) => {
    const isFurnishing = FURNISHING[resource.type] !== undefined || PROFILES.includes(resource.type);
    const value = isFurnishing ? resource.at("policy") : resource.props;
    return textsOf(value).map((text) => ({ resource, text }));
  });
}

function textsOf(value: Value): readonly string[] {
  const parts = [...value.entries.map(([, inner]) => inner), ...(Array.isArray(value.raw) ? value.items : [])];
  return value.string === undefined ? parts.flatMap(textsOf) : [value.string];
}
