import { UNKNOWN } from "../../policy-pack/engine/wire";
import { Value } from "../../policy-pack/engine/value";
import {
  behavioursOf,
  isGiven,
  isS3Origin,
  isSet,
  isWebsiteEndpoint,
  logSourcesOf,
  nameOfBehaviour,
} from "../../policy-pack/helpers/distributions";
import { namesOf, ref, resource, stackOf, unknown } from "../support";

const CDN = "aws:cloudfront/distribution:Distribution";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

test("behaviours are the default one and the ordered ones, with the names messages use", () => {
  const { find } = stackOf(
    "up",
    resource(CDN, "cdn", { defaultCacheBehavior: {}, orderedCacheBehaviors: [{ pathPattern: "/a" }] }),
  );
  expect(behavioursOf(find("cdn")).map(nameOfBehaviour)).toEqual([
    "The default cache behaviour",
    'The cache behaviour for "/a"',
  ]);
  expect(behavioursOf(stackOf("up", resource(CDN, "cdn", { defaultCacheBehavior: unknown })).find("cdn"))).toEqual([]);
});

test.each<[unknown, boolean]>([
  [undefined, false],
  ["", false],
  ["a", true],
  [UNKNOWN, true],
])("%j is set: %s", (raw, set) => {
  expect(isSet(new Value(raw, ""))).toBe(set);
});

test("a property is given when the program set it, also to something unknown", () => {
  const { stack, find } = stackOf("preview", resource(CDN, "cdn", { webAclId: unknown, comment: "" }));
  expect(["webAclId", "comment", "domainName"].map((property) => isGiven(stack, find("cdn"), property))).toEqual([
    true,
    false,
    false,
  ]);
});

test.each<[unknown, boolean]>([
  [{ domainName: "a" }, true],
  [{ s3OriginConfig: {} }, true],
  [{ customOriginConfig: {} }, false],
  [{ vpcOriginConfig: {} }, false],
  [{ customOriginConfig: UNKNOWN }, false],
  [UNKNOWN, false],
])("%j is an S3 origin: %s", (raw, s3) => {
  expect(isS3Origin(new Value(raw, ""))).toBe(s3);
});

test.each<[string, boolean]>([
  ["site.s3-website-us-east-1.amazonaws.com", true],
  ["site.s3-website.eu-central-1.amazonaws.com", true],
  ["site.s3.eu-central-1.amazonaws.com", false],
  ["s3-website.acme.com", false],
])("%s is a website endpoint: %s", (domain, website) => {
  expect(isWebsiteEndpoint(domain)).toBe(website);
});

test("log sources are found by dependency, and unknown ones leave the question open", () => {
  const cdn = resource(CDN, "cdn");
  const mine = stackOf("preview", cdn, resource(SOURCE, "source", { resourceArn: ref("cdn", "arn") }));
  expect(namesOf(logSourcesOf(mine.find("cdn"), mine.stack).sources)).toEqual(["source"]);
  const open = stackOf("preview", cdn, resource(SOURCE, "source", { resourceArn: unknown }));
  expect(logSourcesOf(open.find("cdn"), open.stack)).toEqual({ sources: [], open: true });
});
