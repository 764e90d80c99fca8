import { Resource } from "../../policy-pack/engine/resource";
import { notApplicable, undecided, type FindingYield } from "../../policy-pack/engine/rule";
import { Stack } from "../../policy-pack/engine/stack";
import { reportedOnce, type Verdict } from "../../policy-pack/helpers/shared-fault";

const make = (name: string, properties: Readonly<Record<string, unknown>> = {}, type = "t:i:User") =>
  new Resource({ urn: `urn:${name}`, type, name, properties: () => properties });
const bucket = make("bucket", { algorithm: "kms" }, "t:i:Bucket");

const fault = (user: Resource, more: Partial<Extract<Verdict, { outcome: "fault" }>> = {}): Verdict => ({
  outcome: "fault",
  at: bucket,
  property: bucket.at("algorithm"),
  via: user.at("log", "bucket"),
  message: (users) => `wrong for ${users}`,
  ...more,
});

/** What the check yields for each user, by name. */
function run(users: readonly Resource[], judge: (user: Resource) => Iterable<Verdict>) {
  let calls = 0;
  const check = reportedOnce(["t:i:User"], (_, user) => {
    calls += 1;
    return judge(user);
  });
  const stack = new Stack([bucket, ...users]);
  const yields = Object.fromEntries(users.map((user) => [user.name, [...check(user, { stack })]]));
  return { yields, calls };
}

test("a fault that several meet is reported once, where it is, with the first of them", () => {
  const users = [make("c"), make("a"), make("b")];
  const { yields, calls } = run(users, (user) => [fault(user)]);
  expect(yields).toEqual({
    a: [
      {
        outcome: "finding",
        property: "algorithm",
        message: 'wrong for "a" (`log.bucket`), "b" (`log.bucket`) and "c" (`log.bucket`)',
        resource: bucket,
        remediation: undefined,
      },
    ],
    b: [notApplicable('reported with "a", which shares the fault')],
    c: [notApplicable('reported with "a", which shares the fault')],
  });
  expect(calls).toBe(3);
});

test("whoever meets it in two ways is named once", () => {
  const { yields } = run([make("a")], (user) => [
    fault(user),
    fault(user, { via: user.at("other") }),
    fault(user, { via: user.at("other") }),
  ]);
  expect(yields.a).toHaveLength(1);
  expect((yields.a?.[0] as FindingYield).message).toBe('wrong for "a" (`log.bucket`, `other`)');
});

test("different properties, and different things missing, are different faults", () => {
  const { yields } = run([make("a")], (user) => [
    fault(user, { property: "", message: () => "no lock", remediation: "Lock it." }),
    fault(user, { property: "", message: () => "no key" }),
    fault(user, { property: "", message: () => "no key" }),
    fault(user),
  ]);
  expect(yields.a?.map((each) => (each as FindingYield).message)).toEqual([
    "no lock",
    "no key",
    'wrong for "a" (`log.bucket`)',
  ]);
  expect((yields.a?.[0] as FindingYield).remediation).toBe("Lock it.");
});

test("other verdicts go through as they are, each for its own resource", () => {
  const open = undecided("log", "not known yet");
  const { yields } = run([make("a"), make("b"), make("c")], (user) =>
    user.name === "a" ? [open, fault(user)] : user.name === "b" ? [notApplicable("off")] : [],
  );
  expect(yields.a?.map((each) => each.outcome)).toEqual(["finding", "undecided"]);
  expect(yields.b).toEqual([notApplicable("off")]);
  expect(yields.c).toEqual([]);
});

test("ten are named, the others counted", () => {
  const users = Array.from({ length: 13 }, (_, index) => make(`u${String(index).padStart(2, "0")}`));
  const { yields } = run(users, (user) => [fault(user)]);
  const { message } = yields.u00?.[0] as FindingYield;
  expect(message).toMatch(/^wrong for "u00" .*"u09" \(`log.bucket`\) and 3 more$/);
});

test("a resource outside the stack is not judged", () => {
  const check = reportedOnce(["t:i:User"], (_, user) => [fault(user)]);
  expect([...check(make("stranger"), { stack: new Stack([]) })]).toEqual([]);
});
