import { launchTemplateValid } from "../../../policy-pack/rules/ec2/launch-template-valid";
import { interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const SCRIPT = "#!/bin/bash\nyum install -y nginx\n";
const template = (more: Record<string, unknown>) => resource(TEMPLATE, "template", more);
const role = resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" });
const profile = (more: Record<string, unknown> = {}) =>
  resource("aws:iam/instanceProfile:InstanceProfile", "profile", { role: ref("role", "name"), ...more });
const PLAIN = 'The user data of launch template "template" is plain text';
const ROLE = 'is the role "role", not an instance profile';

testRule(launchTemplateValid, {
  invalid: [
    {
      name: "a script as it is",
      resources: [template({ userData: SCRIPT })],
      findings: [
        { resource: "template", property: "userData", message: `${PLAIN} (it begins with \`#!\`)`, severity: "high" },
      ],
    },
    {
      name: "commands without a beginning",
      resources: [template({ userData: "set -e\necho hi\n" })],
      findings: [{ resource: "template", message: `${PLAIN}. AWS takes it in base64 only` }],
    },
    {
      name: "cloud-config, secret",
      resources: [template({ userData: secret("#cloud-config\npassword: hunter2\n") })],
      findings: [{ resource: "template", message: /^(?!.*hunter2).*`#cloud-config`/ }],
    },
    {
      name: "a script with an unknown in it",
      resources: [role, template({ userData: interpolate`#!/bin/bash\necho ${ref("role", "arn")}` })],
      findings: [{ resource: "template", message: PLAIN }],
      undecided: ["preview"],
    },
    {
      name: "the profile of a template is a role, by name",
      resources: [role, template({ iamInstanceProfile: { name: ref("role", "name") } })],
      findings: [{ resource: "template", property: "iamInstanceProfile.name", message: ROLE }],
    },
    {
      name: "the profile of a template is a role, by ARN",
      resources: [role, template({ iamInstanceProfile: { arn: ref("role", "arn") } })],
      findings: [{ resource: "template", property: "iamInstanceProfile.arn", message: ROLE }],
    },
    {
      name: "the profile of a launch configuration is a role",
      resources: [role, resource(CONFIGURATION, "web", { iamInstanceProfile: ref("role", "id") })],
      findings: [{ resource: "web", property: "iamInstanceProfile", message: ROLE }],
    },
    {
      name: "a role's ARN written out",
      resources: [template({ iamInstanceProfile: { arn: "arn:aws:iam::111122223333:role/web" } })],
      findings: [{ resource: "template", message: "is the ARN of a role" }],
    },
  ],
  valid: [
    { name: "base64", resources: [template({ userData: Buffer.from(SCRIPT).toString("base64") })] },
    { name: "base64 in lines", resources: [template({ userData: "IyEvYmluL2Jhc2gK\nZWNobyBoaQo=\n" })] },
    {
      name: "a few words that may stand for the real thing",
      resources: [template({ userData: "see the image" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a script of a launch configuration, which is encoded for it",
      resources: [resource(CONFIGURATION, "old", { userData: SCRIPT })],
    },
    {
      name: "a profile",
      resources: [role, profile(), template({ iamInstanceProfile: { arn: ref("profile", "arn") } })],
    },
    {
      name: "a profile by name, of the role's name",
      resources: [
        role,
        profile({ name: ref("role", "name") }),
        template({ iamInstanceProfile: { name: ref("role", "name") } }),
      ],
    },
    {
      name: "a profile of another stack",
      resources: [role, resource(CONFIGURATION, "web", { iamInstanceProfile: "web-profile" })],
    },
    { name: "no user data", resources: [template({ userData: "" })] },
    {
      name: "user data nobody knows",
      resources: [template({ userData: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "a script as it is",
      resource: template({ userData: SCRIPT }),
      becomes: { userData: Buffer.from(SCRIPT).toString("base64") },
    },
    { name: "base64", resource: template({ userData: Buffer.from(SCRIPT).toString("base64") }), becomes: {} },
    { name: "a secret script", resource: template({ userData: secret(SCRIPT) }), becomes: {} },
    { name: "user data nobody knows", resource: template({ userData: unknown }), becomes: {} },
    { name: "a few words", resource: template({ userData: "see the image" }), becomes: {} },
    { name: "a launch configuration", resource: resource(CONFIGURATION, "old", { userData: SCRIPT }), becomes: {} },
  ],
  remediated: ["a script as it is", "commands without a beginning", "a script with an unknown in it"],
});
