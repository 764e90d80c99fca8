/** Exemptions through the real engine, on the pack's own path and on that of the SDK alone. */
import { EngineSession, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

/** Three alarms tell nobody: one at the top, one like it, one in a component; a fourth says why in a tag. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const alarm = {
  namespace: "AWS/SQS",
  metricName: "ApproximateAgeOfOldestMessage",
  dimensions: { QueueName: "orders" },
  comparisonOperator: "GreaterThanThreshold",
  threshold: 300,
  statistic: "Maximum",
  period: 60,
  evaluationPeriods: 3,
};
class Watch extends pulumi.ComponentResource {
  constructor(name: string) {
    super("acme:index:Watch", name);
    new aws.cloudwatch.MetricAlarm(name + "-age", alarm, { parent: this });
  }
}
new Watch("orders");
new aws.cloudwatch.MetricAlarm("silent", alarm);
new aws.cloudwatch.MetricAlarm("silent-2", alarm);
new aws.cloudwatch.MetricAlarm("tagged", {
  ...alarm,
  tags: { "preflight:allow:alarm-sns-actions": "Read by a dashboard / owner=web team / expires=2999-12-31" },
});
const allowAll = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::orders/*" }],
});
new aws.iam.Policy("broad", { policy: allowAll });
`;
const RULE = "alarm-sns-actions";
/** A resource rule, beside the stack rule. */
const RESOURCE_RULE = "iam-no-wildcard-actions";
const PATHS = [
  ["the pack's own answers", {}],
  ["the SDK's answers", { PREFLIGHT_PLAIN_SDK: "1" }],
] as const;

const found = ({ findings }: EngineRun) => findings.map(({ rule, resource, level }) => `${rule} ${resource} ${level}`);

describeEngine("exemptions in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession();
  });
  afterAll(() => session.close());

  describe.each(PATHS)("%s", (_, environment) => {
    const stack = (exemptions: readonly unknown[]) =>
      session.stack(PROGRAM, {
        environment,
        project: "exempt",
        settings: {
          "preflight-settings": {
            levels: [
              { rule: "*", level: "disabled" },
              { rule: [RULE, RESOURCE_RULE], level: "mandatory" },
            ],
            exemptions,
          },
        },
      });
    const because = { reason: "Replaced soon.", owner: "shop team", expires: "2999-12-31" };

    test("let what they name pass preview and up, and leave a trail", async () => {
      const both = stack([
        { policies: RULE, name: ["silent", "silent-2"], type: "aws:cloudwatch/*", ...because },
        { policies: [RULE], within: "orders", ...because },
        { policies: RESOURCE_RULE, targets: "urn:pulumi:dev::exempt::aws:iam/policy:Policy::broad", ...because },
      ]);
      for (const run of [await both.preview(), await both.up()]) {
        expect(run.errors).toEqual([]);
        expect(run.succeeded).toBe(true);
        expect(new Set(found(run))).toEqual(new Set(["exemption-trail exempt-dev advisory"]));
        const trail = run.findings.map(({ message }) => message).join("\n");
        expect(trail).toContain("until 2999-12-31, owner shop team, because: Replaced soon:");
        expect(trail).toContain(`${RESOURCE_RULE} on broad`);
        expect(trail).toContain(`${RULE} on orders-age, silent, silent-2`);
        expect(trail).toContain("owner web team, because: Read by a dashboard: alarm-sns-actions on tagged.");
      }
    });

    test("never leak to a sibling, and do not hold without a reason or past their day", async () => {
      const run = await stack([
        { policies: RULE, name: "silent", ...because },
        { policies: RULE, name: "silent-2", owner: "shop team" },
        { policies: RULE, within: "orders", ...because, expires: "2020-01-01" },
        { policies: RULE, name: "gone", ...because },
        { policies: RULE, within: "", ...because },
      ]).preview();
      expect(run.succeeded).toBe(false);
      expect(found(run).filter((each) => each.startsWith(RULE))).toEqual([
        `${RULE} orders-age mandatory`,
        `${RULE} silent-2 mandatory`,
      ]);
      expect(found(run)).toContain(`${RESOURCE_RULE} broad mandatory`);
      const invalid = run.findings.filter(({ rule }) => rule === "exemption-valid");
      expect(invalid.map(({ level }) => level)).toEqual(["advisory", "advisory", "advisory", "advisory"]);
      const messages = invalid.map(({ message }) => message).join("\n");
      expect(messages).toContain("`exemptions[1]` gives no reason.");
      expect(messages).toContain("`exemptions[2]` expired on 2020-01-01; its reason was: Replaced soon.");
      expect(messages).toContain('`exemptions[4].within` is a text, not ""');
      expect(messages).toContain("`exemptions[3]` matches no resource of this stack.");
    });
  });
});
