/** Every token is one the installed SDK creates, or one that only older providers have. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { kinds } from "../../policy-pack/engine/kinds";
import { spellingsInSdk } from "../../tools/sdk/spellings";

const SDK = path.dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));

/**
 * Modules that `@pulumi/aws` had up to version 6 beside `lb`, `alb` and `elb`, with the same resources
 * (https://github.com/pulumi/pulumi-aws/tree/v6.0.0/sdk/nodejs/applicationloadbalancing); the SDK still lists them as aliases.
 */
const OLDER_ONLY = [
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/listener:Listener",
  "aws:applicationloadbalancing/listenerRule:ListenerRule",
  "aws:applicationloadbalancing/targetGroup:TargetGroup",
  "aws:elasticloadbalancingv2/listener:Listener",
  "aws:elasticloadbalancingv2/listenerRule:ListenerRule",
  "aws:applicationloadbalancing/listenerCertificate:ListenerCertificate",
  "aws:elasticloadbalancingv2/listenerCertificate:ListenerCertificate",
  "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
  "aws:s3/BucketObject:BucketObject",
];

/** The class in the installed SDK that registers under a token, found by the SDK's own file layout. */
function typeInSdk(token: string): string | undefined {
  const [, module, name] = /^aws:([a-z0-9]+)\/(\w+):\w+$/.exec(token) ?? [];
  const file = path.join(SDK, module === "index" ? "" : (module ?? ""), `${name ?? ""}.js`);
  if (module === undefined || !existsSync(file)) {
    return undefined;
  }
  // One file of the SDK, not the whole of it: that would take seconds.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = Object.values(require(file) as Record<string, { __pulumiType?: string }>);
  return exported.map((each) => each.__pulumiType).find((each) => each === token);
}

const tokens = Object.entries(kinds).flatMap(([kind, all]) => all.map((token) => ({ kind, token })));

test.each(tokens.filter(({ token }) => !OLDER_ONLY.includes(token)))("$kind: $token is in the SDK", ({ token }) => {
  expect(typeInSdk(token)).toBe(token);
});

test.each(OLDER_ONLY)("%s is of older providers only, and some kind has it", (token) => {
  expect(typeInSdk(token)).toBeUndefined();
  expect(tokens.map((each) => each.token)).toContain(token);
});

test("the probe tells a token that does not exist", () => {
  expect(typeInSdk("aws:s3/bucket:Buckett")).toBeUndefined();
  expect(typeInSdk("aws:s3/noSuchFile:NoSuchFile")).toBeUndefined();
  expect(typeInSdk("random:index/randomId:RandomId")).toBeUndefined();
});

test("no token is of two kinds, so a resource has one", () => {
  const all = tokens.map((each) => each.token);
  expect(all).toEqual([...new Set(all)]);
});

test("a V2 spelling stands beside the one without", () => {
  for (const [kind, all] of Object.entries(kinds)) {
    for (const token of all.filter((each) => /V2:\w+V2$/.test(each))) {
      expect([kind, ...all]).toContain(token.replaceAll("V2", ""));
    }
  }
});

test("a kind has every other spelling of its members that the SDK states", () => {
  const spellings = spellingsInSdk();
  expect(spellings.length).toBeGreaterThan(50);
  const missing = Object.entries(kinds).flatMap(([kind, all]: [string, readonly string[]]) =>
    spellings.filter(({ token, of }) => all.includes(of) && !all.includes(token)).map((each) => ({ kind, ...each })),
  );
  expect(missing).toEqual([]);
});
