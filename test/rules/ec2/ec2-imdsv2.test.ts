import { ec2Imdsv2 } from "../../../policy-pack/rules/ec2/ec2-imdsv2";
import { ref, resource, testRule, unknown } from "../../support";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const instance = (more: Record<string, unknown> = {}) =>
  resource(INSTANCE, "web", { instanceType: "t3.micro", ...more });
const template = (more: Record<string, unknown> = {}) =>
  resource(TEMPLATE, "template", { instanceType: "t3.micro", ...more });
const required = { metadataOptions: { httpTokens: "required" } };
const optional = { metadataOptions: { httpTokens: "optional" } };
const defaults = (httpTokens: unknown) =>
  resource("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "defaults", { httpTokens });

testRule(ec2Imdsv2, {
  judgedByCompanions: [CONFIGURATION],
  invalid: [
    {
      name: "an instance that says nothing",
      resources: [instance()],
      findings: [
        {
          resource: "web",
          property: "metadataOptions.httpTokens",
          message: 'Without `httpTokens` the default lets instance "web" answer',
          severity: "medium",
        },
      ],
    },
    {
      name: "optional",
      resources: [instance(optional)],
      findings: [{ resource: "web", message: '"optional" lets instance "web"' }],
    },
    {
      name: "options without tokens",
      resources: [template({ metadataOptions: { httpPutResponseHopLimit: 2 } })],
      findings: [{ resource: "template", message: 'launch template "template"' }],
    },
    {
      name: "a launch configuration",
      resources: [resource(CONFIGURATION, "old", { imageId: "ami-1", instanceType: "t3.micro" })],
      findings: [{ resource: "old", message: 'launch configuration "old"' }],
    },
    {
      name: "a template, reported once for the instance made from it",
      resources: [template(), instance({ launchTemplate: { id: ref("template") } })],
      findings: [{ resource: "template", message: "launch template" }],
    },
    {
      name: "optional against the region's default",
      resources: [defaults("required"), instance(optional)],
      findings: [{ resource: "web", message: '"optional"' }],
    },
  ],
  valid: [
    { name: "required", resources: [instance(required)] },
    {
      name: "a template that requires it, and an instance made from it",
      resources: [template(required), instance({ launchTemplate: { name: ref("template", "name") } })],
    },
    { name: "no metadata service", resources: [instance({ metadataOptions: { httpEndpoint: "disabled" } })] },
    {
      name: "the region's default requires it",
      resources: [defaults("required"), instance(), template()],
      outcome: "notApplicable",
    },
    {
      name: "a template of another stack",
      resources: [instance({ launchTemplate: { id: "lt-0123456789abcdef0" } })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "tokens nobody knows",
      resources: [instance({ metadataOptions: { httpTokens: unknown } })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "an instance that says nothing",
      resource: instance(),
      becomes: { metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" } },
    },
    {
      name: "optional tokens, beside other options",
      resource: template({
        metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 2, httpTokens: "optional" },
      }),
      becomes: { metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 2, httpTokens: "required" } },
    },
    { name: "required tokens", resource: instance(required), becomes: {} },
    { name: "no metadata service", resource: instance({ metadataOptions: { httpEndpoint: "disabled" } }), becomes: {} },
    { name: "a service nobody knows", resource: instance({ metadataOptions: { httpEndpoint: unknown } }), becomes: {} },
    {
      name: "an instance whose template decides",
      resource: instance({ launchTemplate: { id: unknown } }),
      becomes: {},
    },
    { name: "a launch configuration", resource: resource(CONFIGURATION, "old", optional), becomes: {} },
  ],
  remediated: [
    "an instance that says nothing",
    "optional",
    "options without tokens",
    "a template, reported once for the instance made from it",
    "optional against the region's default",
  ],
});
