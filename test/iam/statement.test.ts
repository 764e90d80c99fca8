import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { malformed, notKnown, partlyKnown, undecidedFor, undocumented } from "../../policy-pack/iam/open-question";
import { statementFrom } from "../../policy-pack/iam/statement";
import { statement } from "./support";

const ACTION = { Action: "s3:GetObject" };

test.each<[string, unknown, "unknown" | "malformed", string]>([
  ["nobody knows", UNKNOWN, "unknown", "S"],
  ["is a text", "Allow", "malformed", "S"],
  ["has an effect nobody knows", { Effect: UNKNOWN, ...ACTION }, "unknown", "S.Effect"],
  ["has no effect", ACTION, "malformed", "S.Effect"],
  ["has an effect in small letters", { Effect: "allow", ...ACTION }, "malformed", "S.Effect"],
  ["has no action", { Effect: "Deny", Resource: "*" }, "malformed", "S"],
])("a statement that %s leaves a question open", (_, raw, kind, property) => {
  expect(statementFrom(new Value(raw, "S"))).toMatchObject({ kind, property });
});

test("one entry or a list of them, each with its place and its unknown parts masked", () => {
  const one = statement({ ...ACTION, Resource: ["arn:aws:s3:::a", "arn:aws:s3:::logs-0facade", UNKNOWN, 1] });
  expect(one.actions.known.map(({ text, value }) => [text, value.path])).toEqual([["s3:GetObject", "S.Action"]]);
  expect(one.resources.known.map(({ text }) => text)).toEqual(["arn:aws:s3:::a", `arn:aws:s3:::logs-${MASK}`]);
  expect(one.resources.open).toMatchObject([
    { kind: "unknown", property: "S.Resource[2]" },
    { kind: "malformed", property: "S.Resource[3]" },
  ]);
});

test("a part may be absent, or there and not known", () => {
  const one = statement({ NotAction: UNKNOWN });
  expect([one.actions, one.notActions, one.resources].map(({ present }) => present)).toEqual([false, true, false]);
  expect(one.notActions.open).toMatchObject([{ kind: "unknown", property: "S.NotAction" }]);
});

test("open questions name the place and no value, and rules yield them as undecided", () => {
  const value = new Value("s3cret", "policy.Statement[0].Action");
  const questions = [notKnown(value), partlyKnown(value), malformed(value, "is missing"), undocumented(value)];
  const yielded = [...undecidedFor(questions)];
  expect(yielded.map(({ outcome, property }) => [outcome, property])).toEqual(
    questions.map(() => ["undecided", value.path]),
  );
  expect(yielded.every(({ reason }) => reason.includes(value.path) && !reason.includes("s3cret"))).toBe(true);
  expect(new Set(yielded.map(({ reason }) => reason)).size).toBe(questions.length);
});
