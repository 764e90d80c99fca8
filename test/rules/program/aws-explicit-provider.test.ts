import { awsExplicitProvider } from "../../../policy-pack/rules/program/aws-explicit-provider";
import { component, ref, resolveStack, resource, testRule, type ResourceOptions } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const PROVIDER = "pulumi:providers:aws";
const BUCKET = "aws:s3/bucket:Bucket";
const CERTIFICATE = "aws:acm/certificate:Certificate";

const declared = (name: string, region: string) => resource(PROVIDER, name, { region });
const by = (name: string, region = "eu-west-1"): ResourceOptions => ({ provider: { name, props: { region } } });
const byDefault = by("default_7_48_0");

testRule(awsExplicitProvider, {
  valid: [
    { name: "the default provider throughout", resources: [resource(BUCKET, "b", {}, byDefault)] },
    { name: "frontends that show no default provider", resources: [resource(BUCKET, "b")] },
    {
      name: "explicit throughout",
      resources: [declared("ireland", "eu-west-1"), resource(BUCKET, "b", {}, by("ireland"))],
    },
    {
      name: "the default provider among the resources, as the engine lists it",
      resources: [resource(PROVIDER, "default_7_48_0", {}), resource(BUCKET, "b", {}, byDefault)],
    },
    {
      name: "explicit ones of two regions",
      resources: [
        declared("ireland", "eu-west-1"),
        declared("frankfurt", "eu-central-1"),
        resource(BUCKET, "a", {}, by("ireland")),
        resource(BUCKET, "b", {}, by("frankfurt", "eu-central-1")),
      ],
    },
    {
      name: "an explicit one for the distribution's certificate alone",
      resources: [
        declared("edge", "us-east-1"),
        resource(CERTIFICATE, "cert", { domainName: "a.test" }, by("edge", "us-east-1")),
        resource("aws:wafv2/webAcl:WebAcl", "waf", { scope: "CLOUDFRONT" }, by("edge", "us-east-1")),
        resource(BUCKET, "site", {}, byDefault),
      ],
    },
    {
      name: "components and other providers' resources have none",
      resources: [
        declared("ireland", "eu-west-1"),
        component("site"),
        component("hook", {}, "aws:cloudwatch:EventRuleEventSubscription"),
        resource("random:index/randomId:RandomId", "id", { byteLength: 4 }),
        resource(BUCKET, "b", {}, { ...by("ireland"), parent: "site" }),
      ],
    },
  ],
  invalid: [
    {
      name: "one resource forgotten",
      resources: [
        declared("ireland", "eu-west-1"),
        resource(BUCKET, "a", {}, by("ireland")),
        resource(BUCKET, "forgotten", {}, byDefault),
      ],
      findings: [
        {
          resource: "forgotten",
          property: "",
          message: '"forgotten" uses the default provider, beside "ireland".',
          severity: "medium",
        },
      ],
    },
    {
      name: "frontends that show no default provider beside an explicit one",
      resources: [declared("ireland", "eu-west-1"), resource(BUCKET, "a", {}, by("ireland")), resource(BUCKET, "b")],
      findings: [{ resource: "b", message: '"b" uses the default provider' }],
    },
    {
      name: "many forgotten, one finding",
      resources: [
        declared("ireland", "eu-west-1"),
        declared("frankfurt", "eu-central-1"),
        ...["a", "b", "c", "d", "e", "f", "g"].map((name) => resource(BUCKET, name, {}, byDefault)),
      ],
      findings: [
        {
          resource: "a",
          message:
            '7 resources use the default provider, beside "frankfurt" and "ireland": "a", "b", "c", "d", "e" and 2 more.',
        },
      ],
    },
    {
      name: "a provider that nobody uses",
      resources: [declared("virginia", "us-east-1"), resource(BUCKET, "b", {}, byDefault)],
      findings: [{ resource: "b", message: 'beside "virginia"' }],
    },
    {
      name: "an explicit one in us-east-1 for more than the edge",
      resources: [
        declared("virginia", "us-east-1"),
        resource(CERTIFICATE, "cert", { domainName: "a.test" }, by("virginia", "us-east-1")),
        resource(BUCKET, "a", {}, by("virginia", "us-east-1")),
        resource(BUCKET, "b", {}, byDefault),
      ],
      findings: [{ resource: "b", message: '"b" uses the default provider, beside "virginia".' }],
    },
    {
      name: "a child whose component has no provider, its parent's id unknown in a first preview",
      resources: [
        declared("ireland", "eu-west-1"),
        component("site"),
        resource(BUCKET, "a", {}, by("ireland")),
        resource(
          "aws:s3/bucketPolicy:BucketPolicy",
          "p",
          { bucket: ref("a"), policy: "{}" },
          { ...byDefault, parent: "site" },
        ),
      ],
      findings: [{ resource: "p", message: '"p" uses the default provider' }],
    },
    {
      name: "the default provider anywhere, where the stack must not use it",
      resources: [resource(BUCKET, "a", {}, byDefault), resource(BUCKET, "b", {}, byDefault)],
      settings: { always: true },
      findings: [{ resource: "a", message: '"a" and "b" use the default provider.' }],
    },
  ],
});

test("the fix names the components that have to be given the provider", () => {
  const stack = resolveStack(
    [
      declared("ireland", "eu-west-1"),
      component("shop"),
      resource("acme:index:Web", "web", {}, { parent: "shop" }),
      component("mail"),
      resource(BUCKET, "a", {}, { ...byDefault, parent: "web" }),
      resource(BUCKET, "b", {}, { ...byDefault, parent: "shop" }),
      resource(BUCKET, "c", {}, { ...byDefault, parent: "mail" }),
      resource(BUCKET, "d", {}, byDefault),
    ],
    "preview",
  );
  const [found] = inProcess([awsExplicitProvider], stack).flatMap((each) => each.findings);
  expect(found?.remediation).toBe(
    'Pass `{ provider }` to the components "shop" and "mail" (children inherit it, if they have `parent: this`), and to "d".',
  );
});
