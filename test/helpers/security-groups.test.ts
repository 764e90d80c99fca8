import {
  inlineRules,
  isAttached,
  isHandedOut,
  opensPort,
  ownRules,
  rangesOf,
  rulesOfGroup,
} from "../../policy-pack/helpers/security-groups";
import { type Mode, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const MODES: readonly Mode[] = ["preview", "up", "offline"];

function look(resources: readonly ResourceLiteral[], name: string, mode: Mode) {
  const { stack, find } = stackOf(mode, ...resources);
  return { stack, found: find(name) };
}

test.each(MODES)("every spelling is the same rule (%s)", (mode) => {
  const resources = [
    resource(GROUP, "web", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }] }),
    resource(RULE, "older", {
      type: "ingress",
      securityGroupId: ref("web"),
      protocol: "6",
      fromPort: "22",
      toPort: 22,
      cidrBlocks: ["10.0.0.0/8"],
    }),
    resource(INGRESS, "newer", {
      securityGroupId: ref("web"),
      ipProtocol: "TCP",
      fromPort: 22,
      toPort: 22,
      cidrIpv4: "10.0.0.0/8",
    }),
    resource(EGRESS, "out", { securityGroupId: ref("web"), ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" }),
  ];
  const { stack, found } = look(resources, "web", mode);
  const { rules, open } = rulesOfGroup(stack, found, "ingress");
  expect(open).toBe(false);
  expect(new Set(rules.map(({ holder }) => holder.name))).toEqual(new Set(["web", "newer", "older"]));
  expect(rules.map(({ protocol, ports }) => ({ protocol, ports }))).toEqual(
    Array(3).fill({ protocol: "tcp", ports: { from: 22, to: 22 } }),
  );
  expect(rules.flatMap((rule) => rangesOf(stack, rule).ranges.map(({ text }) => text))).toEqual(
    Array(3).fill("10.0.0.0/8"),
  );
  expect(rulesOfGroup(stack, found, "egress").rules).toMatchObject([
    { protocol: "all", ports: { from: 0, to: 65_535 } },
  ]);
});

test.each([
  [{ protocol: "tcp", fromPort: 5432, toPort: 5432 }, "yes"],
  [{ protocol: "tcp", fromPort: 5400, toPort: 5500 }, "yes"],
  [{ protocol: "tcp", fromPort: -1, toPort: -1 }, "yes"],
  [{ protocol: "tcp", fromPort: 0, toPort: 0 }, "no"],
  [{ protocol: "all", fromPort: 0, toPort: 0 }, "yes"],
  [{ protocol: "-1", fromPort: unknown, toPort: unknown }, "yes"],
  [{ protocol: "udp", fromPort: 5432, toPort: 5432 }, "no"],
  [{ protocol: "icmp", fromPort: -1, toPort: -1 }, "no"],
  [{ protocol: "tcp", fromPort: unknown, toPort: 5432 }, "unknown"],
  [{ protocol: unknown, fromPort: 5432, toPort: 5432 }, "unknown"],
])("%j opens TCP port 5432: %s", (block, answer) => {
  const { stack, found } = look([resource(GROUP, "web", { ingress: [block] })], "web", "up");
  expect(ownRules(stack, found, "ingress").map((rule) => opensPort(rule, 5432))).toEqual([answer]);
});

test("rules that the provider filled in are not the group's own", () => {
  const { stack, found } = look([resource(GROUP, "web", { description: "Web" })], "web", "preview");
  expect(inlineRules(stack, found, "ingress")).toBeUndefined();
  expect(rulesOfGroup(stack, found, "ingress")).toEqual({ rules: [], open: false });
});

test("a rule of nobody knows which group leaves every group open", () => {
  const resources = [resource(GROUP, "web"), resource(INGRESS, "rule", { securityGroupId: unknown, ipProtocol: "-1" })];
  const { stack, found } = look(resources, "web", "preview");
  expect(rulesOfGroup(stack, found, "ingress").open).toBe(true);
});

describe("a group is attached", () => {
  const group = resource(GROUP, "web");
  const task = resource("aws:ecs/service:Service", "task", { networkConfiguration: { securityGroups: [ref("web")] } });
  const outputs = (props: Readonly<Record<string, unknown>>) => resource("pulumi:pulumi:Stack", "outputs", props);
  test.each([
    ["to what names it", [group, task], "yes"],
    [
      "not to a rule that names it",
      [group, resource(INGRESS, "rule", { securityGroupId: ref("web"), ipProtocol: "-1" })],
      "no",
    ],
    [
      "not to another group's rule",
      [group, resource(GROUP, "db", { ingress: [{ securityGroups: [ref("web")] }] })],
      "no",
    ],
    ["to nothing", [group], "no"],
  ] as const)("%s", (_, resources, answer) => {
    for (const mode of MODES) {
      const { stack, found } = look(resources, "web", mode);
      expect(isAttached(stack, found)).toBe(answer);
    }
  });

  test("perhaps elsewhere, when the stack exports it", () => {
    const exported = [group, outputs({ webSgId: ref("web") })];
    expect(
      MODES.map((mode) => look(exported, "web", mode)).map(({ stack, found }) => isHandedOut(stack, found)),
    ).toEqual(["unknown", "yes", "yes"]);
    const other = [group, task, outputs({ serviceArn: ref("task", "arn") })];
    expect(MODES.map((mode) => look(other, "web", mode)).map(({ stack, found }) => isHandedOut(stack, found))).toEqual([
      "no",
      "no",
      "no",
    ]);
  });
});
