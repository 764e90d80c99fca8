import { kinds } from "../../engine/kinds";
import { MASK, maskUnknown } from "../../engine/made-up";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { isDeclared } from "../../helpers/declared";
import { launchLabel } from "../../helpers/launching";

export const launchTemplateValid = defineRule({
  id: "launch-template-valid",
  title: "Launch templates have user data in base64, and a profile where one belongs",
  rationale:
    'AWS refuses a launch template whose user data is plain text ("Invalid BASE64 encoding of user data"), and an instance ' +
    'whose profile is the name of a role ("Invalid IAM Instance Profile name").',
  remediation:
    '`userData: Buffer.from(script).toString("base64")`. Only `aws.ec2.Instance` and `aws.ec2.LaunchConfiguration` encode ' +
    "user data themselves.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  // A role given to an instance itself is wiring-right-type's.
  targets: [...kinds.launchTemplate, ...kinds.launchConfiguration],
  remediate: {
    does: "Encodes user data of launch templates that is plain text in base64.",
    targets: () => kinds.launchTemplate,
    *edits(template) {
      const data = template.at("userData");
      // Encoded, a secret would be known by nobody as one.
      if (!data.secret && readUserData(data).isPlain) {
        yield set(data, Buffer.from(data.string ?? "").toString("base64"));
      }
    },
  },
  *check(resource, { stack }) {
    const isTemplate = kinds.launchTemplate.some((type) => type === resource.type);
    if (isTemplate) {
      yield* checkUserData(resource);
    }
    yield* checkProfile(stack, resource, isTemplate ? ["arn", "name"] : []);
  },
});

/** Beginnings that tell what a text is without giving away what is in it. */
const BEGINNINGS = ["#!", "#cloud-config", "<powershell>", "<script>", "MIME-Version:", "Content-Type:", "[settings"];

function readUserData(data: Value) {
  const text = maskUnknown(data.string ?? "")
    .replaceAll(MASK, "")
    .trim();
  // Line breaks are allowed inside; AWS takes the URL-safe alphabet for what it is.
  const isBase64 = !/[^A-Za-z0-9+/=_\r\n-]/.test(text);
  const beginning = BEGINNINGS.find((each) => text.startsWith(each));
  // One line that begins like nothing an instance runs may be a stand-in for the real thing.
  return { isBase64, isPlain: !isBase64 && (beginning !== undefined || text.includes("\n")), beginning };
}

function* checkUserData(template: Resource): Generator<Yield> {
  const data = template.at("userData");
  if (data.unknown) {
    yield undecided(data, "the user data is not known yet");
    return;
  }
  const { isBase64, isPlain, beginning } = readUserData(data);
  if (!isBase64 && !isPlain) {
    yield undecided(data, "the user data is neither base64 nor a script");
  } else if (isPlain) {
    const what = beginning === undefined ? "is plain text" : `is plain text (it begins with \`${beginning}\`)`;
    yield finding(
      data,
      `The user data of launch template "${template.name}" ${what}. AWS takes it in base64 only, and refuses the template.`,
    );
  }
}

function* checkProfile(stack: Stack, resource: Resource, keys: readonly string[]): Generator<Yield> {
  if (!isDeclared(stack, resource, "iamInstanceProfile")) {
    return;
  }
  const isWhole = keys.length === 0 || resource.at("iamInstanceProfile").unknown;
  const paths = isWhole ? [[]] : keys.map((key) => [key]);
  for (const path of paths) {
    const value = resource.at("iamInstanceProfile", ...path);
    const role = roleBehind(stack, resource, ["iamInstanceProfile", ...path]);
    const isRoleArn = /^arn:[^:]+:iam::[^:]*:role\//.test(value.string ?? "");
    if (role !== undefined || isRoleArn) {
      const which = role === undefined ? `is the ARN of a role (${value.show()})` : `is the role "${role.name}"`;
      yield finding(
        value,
        `The instance profile of ${launchLabel(resource).replace(/^\w/, (first) => first.toLowerCase())} ${which}, not an instance profile. AWS finds no profile of that name.`,
        {
          remediation:
            "`const profile = new aws.iam.InstanceProfile(name, { role: role.name });` and the profile's name here.",
        },
      );
    }
  }
}

/** The role a profile is taken from, surely and without a profile that may be meant. */
function roleBehind(stack: Stack, resource: Resource, path: readonly string[]): Resource | undefined {
  const value = resource.at(...path);
  const profiles = stack.dependenciesOf(resource, "iamInstanceProfile", kinds.instanceProfile);
  const roles = stack.dependenciesOf(resource, "iamInstanceProfile", kinds.role);
  const only = (resource.propertyDependencies.iamInstanceProfile ?? []).length === roles.length;
  if (value.absent || roles.length === 0 || profiles.length > 0 || !only) {
    return undefined;
  }
  // A profile may have its role's name, and be meant by it.
  const mayHaveIt = stack.ofKind(kinds.instanceProfile).some((profile) => {
    const name = profile.at("name");
    return name.unknown || value.unknown ? shares(stack, profile, roles) : name.string === value.string;
  });
  return mayHaveIt ? undefined : roles[0];
}

/** Whether the profile takes its name from one of the roles. */
function shares(stack: Stack, profile: Resource, roles: readonly Resource[]): boolean {
  return stack.dependenciesOf(profile, "name", kinds.role).some((role) => roles.includes(role));
}
