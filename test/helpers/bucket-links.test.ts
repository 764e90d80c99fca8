import { bucketAt } from "../../policy-pack/helpers/bucket-links";
import { interpolate, type Mode, namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const logs = resource("aws:s3/bucket:Bucket", "logs", { bucket: "acme-logs" });
const automatic = resource("aws:s3/bucketV2:BucketV2", "automatic", { forceDestroy: false });
const flow = (logDestination: unknown): ResourceLiteral =>
  resource("aws:ec2/flowLog:FlowLog", "flow", { logDestinationType: "s3", logDestination });
const MODES: readonly Mode[] = ["preview", "up", "offline"];

function link(mode: Mode, destination: unknown) {
  const { stack, find } = stackOf(mode, logs, automatic, flow(destination));
  const { targets, exhaustive } = bucketAt(stack, find("flow"), find("flow").at("logDestination"));
  return [...namesOf(targets), ...(exhaustive ? [] : ["perhaps elsewhere"])];
}

test.each<[string, unknown, string[]]>([
  ["an ARN", ref("automatic", "arn"), ["automatic"]],
  ["an ARN with a prefix behind it", interpolate`${ref("automatic", "arn")}/vpc/`, ["automatic"]],
  ["a literal ARN", "arn:aws:s3:::acme-logs", ["logs"]],
  ["a literal ARN with a prefix", "arn:aws-cn:s3:::acme-logs/vpc/eu", ["logs"]],
  ["a literal ARN of a bucket elsewhere", "arn:aws:s3:::acme-logs-elsewhere/vpc", []],
  ["the ARN of a log group", "arn:aws:logs:us-east-1:123456789012:log-group:vpc", []],
  ["an unknown that depends on nothing", unknown, ["perhaps elsewhere"]],
])("%s", (_, destination, expected) => {
  expect(MODES.map((mode) => link(mode, destination))).toEqual(MODES.map(() => expected));
});
