import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { admitsLogs } from "../../policy-pack/helpers/log-delivery";

const SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com";
const statement = (more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Principal: { Service: SERVICE },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::logs/AWSLogs/111122223333/*",
  ...more,
});
const ask = (more: Record<string, unknown>, region?: string, prefix?: unknown) =>
  admitsLogs([new Value({ Statement: [statement(more)] }, "policy")], {
    service: SERVICE,
    accounts: true,
    region,
    prefix: new Value(prefix, "accessLogs.prefix"),
  }).admits;

test.each([
  ["the service", {}, "yes"],
  ["everybody", { Principal: "*" }, "yes"],
  ["an account of Elastic Load Balancing", { Principal: { AWS: "arn:aws:iam::127311923021:root" } }, "yes"],
  ["its number alone", { Principal: { AWS: ["127311923021"] } }, "yes"],
  ["another account", { Principal: { AWS: "111122223333" } }, "no"],
  ["another service", { Principal: { Service: "s3.amazonaws.com" } }, "no"],
  ["a principal nobody knows", { Principal: UNKNOWN }, "unknown"],
  ["an account nobody knows", { Principal: { AWS: `arn:aws:iam::${UNKNOWN}:root` } }, "unknown"],
  ["any action", { Action: "*" }, "yes"],
  ["reading", { Action: "s3:GetObject" }, "no"],
  ["everything but some actions", { Action: undefined, NotAction: "s3:DeleteObject" }, "unknown"],
  ["a denial", { Effect: "Deny" }, "no"],
  ["the bucket, not what is in it", { Resource: "arn:aws:s3:::logs" }, "no"],
  ["everything", { Resource: "*" }, "yes"],
  ["a bucket nobody knows", { Resource: `arn:aws:s3:::${UNKNOWN}/AWSLogs/*` }, "yes"],
  ["an ARN nobody knows", { Resource: `${UNKNOWN}/AWSLogs/*` }, "yes"],
  ["another folder", { Resource: "arn:aws:s3:::logs/web/*" }, "no"],
])("%s: %s", (_, more, expected) => {
  expect(ask(more)).toBe(expected);
});

test("the account has to be the region's, where that is known", () => {
  const virginia = { Principal: { AWS: "127311923021" } };
  expect(ask(virginia, "us-east-1")).toBe("yes");
  expect(ask(virginia, "eu-west-1")).toBe("no");
  expect(ask(virginia, "il-central-1")).toBe("no");
});

test("the prefix stands before AWSLogs", () => {
  expect(ask({ Resource: "arn:aws:s3:::logs/alb/AWSLogs/*" }, undefined, "alb")).toBe("yes");
  expect(ask({}, undefined, "alb")).toBe("no");
  expect(ask({}, undefined, UNKNOWN)).toBe("yes");
  expect(ask({ Resource: "arn:aws:s3:::logs/alb/AWSLogs/*" }, undefined, UNKNOWN)).toBe("unknown");
});
