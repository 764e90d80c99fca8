import { kinds } from "../../policy-pack/engine/kinds";
import { Resource } from "../../policy-pack/engine/resource";
import { Stack, type Link } from "../../policy-pack/engine/stack";
import { ResourceReference, UNKNOWN } from "../../policy-pack/engine/wire";
import {
  component,
  derived,
  interpolate,
  type Mode,
  namesOf,
  ref,
  resource,
  secret,
  stackOf,
  unknown,
} from "../support";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const TOPIC = "aws:sns/topic:Topic";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const ALL: readonly Mode[] = ["preview", "up", "offline"];
const logs = resource(BUCKET, "logs");
const named = resource(BUCKET, "logs", { bucket: "acme-logs" });
const other = resource(BUCKET, "other");
const policy = resource(POLICY, "policy", { bucket: ref("logs"), policy: "{}" });
const web = (bucket: unknown, more: Record<string, unknown> = {}) =>
  resource(LB, "web", { accessLogs: { bucket, ...more } });

const shape = ({ targets, certain, exhaustive }: Link) => ({ targets: namesOf(targets), certain, exhaustive });
const to = (...targets: string[]) => ({ targets, certain: targets.length === 1, exhaustive: true });
const OUTSIDE = { targets: [], certain: true, exhaustive: true };
const ANYWHERE = { targets: [], certain: false, exhaustive: false };
const perhaps = (...targets: string[]) => ({ targets, certain: false, exhaustive: false });

describe("the resources of a kind", () => {
  const { stack } = stackOf("up", other, resource("aws:s3/bucketV2:BucketV2", "legacy"), logs, web("x"));

  test("come in the order of URNs, however they were handed over", () => {
    expect(namesOf(stack.ofKind(kinds.bucket))).toEqual(["logs", "other", "legacy"]);
    expect(namesOf(stack.resources)).toEqual(["web", "logs", "other", "legacy", "flight-dev"]);
  });

  test("are counted once, though a kind names a type twice", () => {
    expect(namesOf(stack.ofKind([BUCKET, ...kinds.bucket]))).toEqual(["logs", "other", "legacy"]);
  });

  test("are none of a type that is not there", () => {
    expect(stack.ofKind(kinds.topic)).toEqual([]);
    expect(stack.ofKind([])).toEqual([]);
    expect(stack.get("urn:nobody")).toBeUndefined();
  });
});

describe("a link", () => {
  test.each<[string, ReturnType<typeof resource>[], readonly Mode[], ReturnType<typeof shape>]>([
    ["by id", [logs, web(ref("logs"))], ALL, to("logs")],
    ["by name", [logs, web(ref("logs", "bucket"))], ALL, to("logs")],
    ["by ARN", [logs, web(ref("logs", "arn"))], ALL, to("logs")],
    ["by domain name", [logs, web(ref("logs", "bucketDomainName"))], ALL, to("logs")],
    ["by regional domain name", [logs, other, web(ref("logs", "bucketRegionalDomainName"))], ALL, to("logs")],
    [
      "by a text made of an output",
      [logs, web(interpolate`${ref("logs")}.s3-eu-west-1.amazonaws.com`)],
      ALL,
      to("logs"),
    ],
    ["by a secret output", [logs, web(secret(ref("logs")))], ALL, to("logs")],
    ["by a literal name", [named, other, web("acme-logs")], ALL, to("logs")],
    ["by a literal domain name", [named, web("acme-logs.s3.eu-west-1.amazonaws.com")], ALL, to("logs")],
    ["by a known text that also is a dependency", [named, web(derived("acme-logs", "logs"))], ALL, to("logs")],
    ["by the bucket of a policy", [logs, policy, other, web(ref("policy", "bucket"))], ALL, to("logs")],
    ["by the id of a policy, in a preview", [logs, policy, web(ref("policy"))], ["preview"], to("logs")],
    [
      "by way of two companions",
      [logs, policy, resource(ACL, "acl", { bucket: ref("policy", "bucket") }), web(ref("acl", "bucket"))],
      ALL,
      to("logs"),
    ],
    [
      "by a name known in an `apply` over the policy",
      [named, policy, web(derived("acme-logs", "policy"))],
      ALL,
      to("logs"),
    ],
    ["by one output, beside a dependency for another part", [logs, web(ref("logs"), { prefix: "x" })], ALL, to("logs")],
    [
      "by a name with the account in it, without a dependency",
      [resource(BUCKET, "logs", { bucket: "logs-000000000000" }), web("logs-000000000000")],
      ALL,
      to("logs"),
    ],
    [
      "to one of two in a preview",
      [logs, other, web(interpolate`${ref("logs")}-${ref("other")}`)],
      ["preview"],
      to("logs", "other"),
    ],
    ["to a name outside", [named, web("central-logs")], ALL, OUTSIDE],
    ["to a name that begins like one inside", [named, web("acme-logs-2")], ALL, OUTSIDE],
    ["to a known name outside, made from one inside", [named, web(derived("acme-logs-2", "logs"))], ALL, OUTSIDE],
    ["to an object of a bucket", [named, web("arn:aws:s3:::acme-logs/*")], ALL, OUTSIDE],
    ["from nothing", [logs, resource(LB, "web", { internal: true })], ALL, OUTSIDE],
    ["from an empty text", [logs, web("")], ALL, OUTSIDE],
    ["from a number", [logs, web(7)], ALL, OUTSIDE],
    ["from a list", [named, web(["acme-logs"])], ALL, OUTSIDE],
    ["from an unknown that depends on nothing", [logs, web(unknown)], ALL, ANYWHERE],
    ["from a block nobody knows", [logs, resource(LB, "web", { accessLogs: unknown })], ALL, ANYWHERE],
    [
      "from an unknown that depends on something made of a bucket, but not of its name",
      [
        logs,
        resource("random:index/randomPet:RandomPet", "pet", { keepers: { bucket: ref("logs") } }),
        web(ref("pet", "id")),
      ],
      ["preview"],
      ANYWHERE,
    ],
  ])("%s", (_, literals, modes, expected) => {
    for (const mode of modes) {
      const { stack, find } = stackOf(mode, ...literals);
      expect([mode, shape(stack.link(find("web"), ["accessLogs", "bucket"], kinds.bucket))]).toEqual([mode, expected]);
    }
  });

  test("is to a resource that is passed as a whole", () => {
    const bucket = new Resource({ urn: "urn:b", type: BUCKET, name: "logs", properties: () => ({}) });
    const holder = (urn: string) =>
      new Resource({
        urn: "urn:c",
        type: "acme:index:Site",
        name: "site",
        properties: () => ({ bucket: new ResourceReference(urn) }),
      });
    const link = (urn: string, kind = kinds.bucket as readonly string[]) => {
      const site = holder(urn);
      return shape(new Stack([bucket, site]).link(site, ["bucket"], kind));
    };
    expect(link("urn:b")).toEqual(to("logs"));
    expect(link("urn:b", kinds.topic)).toEqual(OUTSIDE);
    expect(link("urn:nobody")).toEqual(OUTSIDE);
  });

  test("is undecided for a made-up text nobody in the stack has", () => {
    const { stack, find } = stackOf("offline", named, web(derived("logs-000000000000-eu", "logs")));
    expect(shape(stack.link(find("web"), ["accessLogs", "bucket"], kinds.bucket))).toEqual(perhaps("logs"));
    const without = stackOf("offline", named, web("logs-000000000000-eu"));
    expect(shape(without.stack.link(without.find("web"), ["accessLogs", "bucket"], kinds.bucket))).toEqual(ANYWHERE);
  });

  test("by a literal ARN is undecided while the ARN of the one so named is not known", () => {
    const alarm = resource(ALARM, "cpu", { alarmActions: ["arn:aws:sns:us-east-1:210987654321:alerts"] });
    const topic = resource(TOPIC, "alerts", { name: "alerts" });
    const link = (mode: Mode) => {
      const { stack, find } = stackOf(mode, topic, resource(TOPIC, "pages", { name: "pages" }), alarm);
      return shape(stack.link(find("cpu"), ["alarmActions", 0], kinds.topic));
    };
    expect(link("preview")).toEqual(perhaps("alerts"));
    expect(link("up")).toEqual(to("alerts"));
    expect(link("offline")).toEqual(perhaps("alerts"));
  });

  test("is not to one that something the property depends on only happens to be named like", () => {
    const { stack, find } = stackOf(
      "offline",
      resource(TOPIC, "alerts", { name: "alerts" }),
      resource(ALARM, "cpu", { name: "alerts" }),
      resource(ALARM, "memory", { alarmActions: [interpolate`${ref("cpu", "arn")}/x`] }),
    );
    expect(shape(stack.link(find("memory"), ["alarmActions", 0], kinds.topic))).toEqual(ANYWHERE);
  });

  test("survives a circle of dependencies", () => {
    const satellite = (name: string, on: string) =>
      new Resource({
        urn: `urn:${name}`,
        type: POLICY,
        name,
        properties: () => ({ bucket: UNKNOWN }),
        propertyDependencies: () => ({ bucket: [`urn:${on}`] }),
      });
    const a = satellite("a", "b");
    const stack = new Stack([a, satellite("b", "a"), satellite("self", "self")]);
    expect(shape(stack.link(a, ["bucket"], kinds.bucket))).toEqual(ANYWHERE);
  });

  test("is the same for a kind that was put together anew", () => {
    const { stack, find } = stackOf("preview", logs, web(ref("logs")));
    const ask = () => stack.link(find("web"), ["accessLogs", "bucket"], [...kinds.bucket, ...kinds.directoryBucket]);
    expect(ask()).toBe(ask());
  });
});

describe("among several of one name, a link is to", () => {
  const EU = { name: "eu", props: { region: "eu-west-1" } };
  const US = { name: "us", props: { region: "us-east-1" } };
  const alerts = (name: string, options = {}, more = {}) => resource(TOPIC, name, { name: "alerts", ...more }, options);
  const subscription = (topic: unknown, options = {}, more = {}) =>
    resource("aws:sns/topicSubscription:TopicSubscription", "mail", { topic, ...more }, options);
  const link = (...literals: ReturnType<typeof resource>[]) => {
    const { stack, find } = stackOf("preview", ...literals);
    return shape(stack.link(find("mail"), ["topic"], kinds.topic));
  };

  test("the one with the same provider", () => {
    const both = [alerts("west", { provider: EU }), alerts("east", { provider: US })];
    expect(link(...both, subscription("alerts", { provider: EU }))).toEqual(to("west"));
    expect(link(...both, subscription("alerts", { provider: US }))).toEqual(to("east"));
  });

  test("the one in the same region of one provider", () => {
    const both = [alerts("west", {}, { region: "eu-west-1" }), alerts("east", {}, { region: "us-east-1" })];
    expect(link(...both, subscription("alerts", {}, { region: "us-east-1" }))).toEqual(to("east"));
  });

  test("the one it depends on, wherever that is", () => {
    const both = [alerts("west", { provider: EU }), alerts("east", { provider: US })];
    expect(link(...both, subscription(derived("alerts", "east"), { provider: EU }))).toEqual(to("east"));
  });

  test("any of them, where nothing tells", () => {
    const both = [alerts("west", { provider: EU }), alerts("east", { provider: US })];
    expect(link(...both, subscription("alerts"))).toEqual(to("east", "west"));
  });
});

describe("the companions of a resource", () => {
  const acl = (name: string, bucket: unknown) => resource(ACL, name, { bucket, acl: "private" });
  const { stack, find } = stackOf(
    "preview",
    named,
    other,
    acl("by-id", ref("logs")),
    acl("by-name", "acme-logs"),
    acl("by-arn", "arn:aws:s3:::acme-logs"),
    acl("of-other", ref("other")),
    acl("of-either", interpolate`${ref("logs")}${ref("other")}`),
    acl("outside", "central-logs"),
    acl("anywhere", unknown),
    resource(POLICY, "policy", { bucket: ref("logs") }),
  );
  const companions = (name: string) => namesOf(stack.companions(find(name), kinds.bucket, kinds.bucketAcl, "bucket"));

  test("are those that refer to it, or may", () => {
    expect(companions("logs")).toEqual(["by-arn", "by-id", "by-name", "of-either"]);
    expect(companions("other")).toEqual(["of-either", "of-other"]);
    expect(namesOf(stack.companions(find("logs"), kinds.bucket, kinds.bucketPolicy, "bucket"))).toEqual(["policy"]);
  });

  test("leave out those that may refer to anything, which are told apart", () => {
    expect(namesOf(stack.strays(kinds.bucket, kinds.bucketAcl, "bucket"))).toEqual(["anywhere"]);
    expect(stack.strays(kinds.bucket, kinds.bucketPolicy, "bucket")).toEqual([]);
  });

  test("are none of a resource that is no target", () => {
    expect(companions("policy")).toEqual([]);
  });
});

describe("whether one is created after another", () => {
  const step = (name: string, options = {}, props = {}) => resource(ACL, name, props, options);
  const { stack, find } = stackOf(
    "preview",
    step("first"),
    step("explicit", { dependsOn: ["first"] }),
    step("by-data", {}, { bucket: ref("first") }),
    step("far", { dependsOn: ["by-data"] }),
    step("child", { parent: "first" }),
    step("grandchild", { parent: "child" }),
    { ...component("waiting"), options: { dependsOn: ["first"] } },
    step("in-waiting", { parent: "waiting" }),
    component("box"),
    step("in-box", { parent: "box" }),
    step("beside-in-box", { parent: "box" }),
    step("deep-in-box", { parent: "in-box" }),
    step("after-box", { dependsOn: ["box"] }),
    step("apart"),
  );
  test.each([
    ["explicit", "first", true],
    ["by-data", "first", true],
    ["far", "first", true],
    ["child", "first", true],
    ["grandchild", "first", true],
    ["waiting", "first", true],
    ["in-waiting", "first", true],
    ["after-box", "in-box", true],
    ["after-box", "deep-in-box", true],
    ["after-box", "box", true],
    ["first", "explicit", false],
    ["first", "first", false],
    ["first", "child", false],
    ["apart", "first", false],
    ["far", "explicit", false],
    // Siblings are created at the same time, though they share a parent.
    ["in-box", "beside-in-box", false],
    ["in-waiting", "box", false],
  ])("%s after %s: %p", (later, first, expected) => {
    expect(stack.isOrderedAfter(find(later), find(first))).toBe(expected);
  });

  test("is decided in a circle of dependencies too", () => {
    const on = (name: string, dependency: string) =>
      new Resource({
        urn: `urn:${name}`,
        type: ACL,
        name,
        properties: () => ({}),
        dependencies: [`urn:${dependency}`, "urn:gone"],
        parent: `urn:${dependency}`,
      });
    const [a, b, c] = [on("a", "b"), on("b", "a"), on("c", "c")];
    const circle = new Stack([a, b, c]);
    expect(circle.isOrderedAfter(a, b)).toBe(true);
    expect(circle.isOrderedAfter(a, c)).toBe(false);
  });
});

test("the dependencies of one property are told from those of another", () => {
  const { stack, find } = stackOf(
    "preview",
    logs,
    other,
    resource(ALARM, "cpu", { alarmActions: [ref("logs"), ref("other"), ref("logs")], okActions: [ref("other")] }),
  );
  expect(namesOf(stack.dependenciesOf(find("cpu"), "alarmActions", kinds.bucket))).toEqual(["logs", "other"]);
  expect(namesOf(stack.dependenciesOf(find("cpu"), "okActions", kinds.bucket))).toEqual(["other"]);
  expect(stack.dependenciesOf(find("cpu"), "alarmActions", kinds.topic)).toEqual([]);
  expect(stack.dependenciesOf(find("cpu"), "noSuchProperty", kinds.bucket)).toEqual([]);
});

test("what is derived from a stack is computed once for each stack, also when it is nothing", () => {
  let calls = 0;
  const count = (stack: Stack) => {
    calls += 1;
    return stack.resources.length > 0 ? undefined : 0;
  };
  const { stack } = stackOf("up", logs);
  expect([stack.derive(count), stack.derive(count)]).toEqual([undefined, undefined]);
  expect(calls).toBe(1);
  expect(new Stack([]).derive(count)).toBe(0);
  expect(calls).toBe(2);
});

describe("ten thousand resources", () => {
  const COUNT = 2_500;
  const make = (
    type: string,
    name: string,
    props: Record<string, unknown>,
    on: Record<string, readonly string[]> = {},
  ) =>
    new Resource({
      urn: `urn:pulumi:dev::big::${type}::${name}`,
      type,
      name,
      properties: () => props,
      dependencies: Object.values(on).flat(),
      propertyDependencies: () => on,
    });
  const urnOf = (type: string, index: number) => `urn:pulumi:dev::big::${type}::${index}`;
  const all = Array.from({ length: COUNT }, (_, index) => [
    make(BUCKET, String(index), { bucket: `bucket-${index}`, id: UNKNOWN, arn: UNKNOWN }),
    make(POLICY, String(index), { bucket: UNKNOWN }, { bucket: [urnOf(BUCKET, index)] }),
    make(ACL, String(index), { bucket: `bucket-${index}` }, { acl: index === 0 ? [] : [urnOf(ACL, index - 1)] }),
    make(LB, String(index), { accessLogs: { bucket: UNKNOWN } }, { accessLogs: [urnOf(POLICY, index)] }),
  ]).flat();

  /** Everything rules ask of a stack, for each of its resources. */
  function askEverything(stack: Stack): number {
    let found = 0;
    for (const balancer of stack.ofKind(kinds.loadBalancer)) {
      const { targets } = stack.link(balancer, ["accessLogs", "bucket"], [...kinds.bucket]);
      for (const bucket of targets) {
        found += stack.companions(bucket, [...kinds.bucket], [...kinds.bucketAcl], "bucket").length;
        found += stack.companions(bucket, kinds.bucket, kinds.bucketPolicy, "bucket").length;
        found += stack.strays(kinds.bucket, kinds.bucketAcl, "bucket").length;
      }
    }
    return found;
  }

  test("are linked without comparing each with each", () => {
    const start = process.hrtime.bigint();
    expect(askEverything(new Stack(all))).toBe(2 * COUNT);
    // Comparing each with each takes minutes; this takes a tenth of a second on a slow machine.
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(3_000);
  });

  test("in a chain of thousands are ordered, as often as anyone asks", () => {
    const stack = new Stack(all);
    const missing = make(ACL, "missing", {});
    const acl = (index: number) => stack.get(urnOf(ACL, index)) ?? missing;
    const start = process.hrtime.bigint();
    expect(stack.isOrderedAfter(acl(COUNT - 1), acl(0))).toBe(true);
    for (let index = 1; index < 200; index += 1) {
      expect(stack.isOrderedAfter(acl(0), acl(index))).toBe(false);
    }
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(3_000);
  });
});
