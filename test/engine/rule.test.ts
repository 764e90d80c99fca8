import { defineRule, describeTargets, looksAt } from "../../policy-pack/engine/rule";

const looking = (targets: readonly string[]) =>
  defineRule({
    id: "some-rule",
    title: "Something holds",
    rationale: "It must.",
    remediation: "Make it.",
    severity: "low",
    enforcement: "advisory",
    family: "convention",
    frameworks: [],
    seeds: ["F"],
    scope: "resource",
    targets,
    *check() {
      // Says nothing.
    },
  });

test("names every type of a short list", () => {
  expect(describeTargets(looking(["a:b/c:C", "a:b/d:D"]))).toBe("a:b/c:C, a:b/d:D");
});

test("cuts a long list short, so that no message grows with the number of types", () => {
  const many = Array.from({ length: 900 }, (_, index) => `aws:some/type${index}:Type${index}`);
  const text = describeTargets(looking(many));
  expect(text).toContain("aws:some/type19:Type19, 880 more");
  expect(text).not.toContain("type20");
});

test("calls a wildcard what it means", () => {
  expect(describeTargets(looking(["*"]))).toBe("every resource");
  expect(describeTargets(looking(["aws:*"]))).toBe("aws:*");
});

test("looks at the types that are listed, and at those a wildcard covers", () => {
  expect(looksAt(looking(["a:b/c:C"]), "a:b/c:C")).toBe(true);
  expect(looksAt(looking(["a:b/c:C"]), "a:b/c:Cc")).toBe(false);
  expect(looksAt(looking(["a:*"]), "a:b/c:C")).toBe(true);
  expect(looksAt(looking(["a:*"]), "ab:b/c:C")).toBe(false);
  expect(looksAt(looking(["*"]), "pulumi:pulumi:Stack")).toBe(true);
});

test("spells types as asked", () => {
  expect(describeTargets(looking(["a", "b"]), "; ", (target) => `<${target}>`)).toBe("<a>; <b>");
});
