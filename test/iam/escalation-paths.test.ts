import { resolveAction } from "../../policy-pack/iam/actions";
import { escalationPaths } from "../../policy-pack/iam/escalation-paths";

/** How the ARN of what a path's key is used on reads, in AWS's reference. */
const FORMS = { role: ":role/", user: ":user/", group: ":group/", policy: ":policy/", function: ":function:" };

test.each(escalationPaths.map((path) => [[path.key, ...path.with.flat()].join(" + "), path] as const))(
  "%s",
  (_, path) => {
    for (const action of [path.key, ...path.with.flat()]) {
      // AWS documents each, in this very spelling.
      const { kind, ...found } = resolveAction(action);
      expect([kind, "actions" in found ? found.actions.map(({ name }) => name) : []]).toEqual(["exact", [action]]);
    }
    const key = resolveAction(path.key);
    const formats = key.kind === "exact" ? key.actions.flatMap(({ arnFormats }) => arnFormats) : [];
    expect(formats).toContainEqual(expect.stringContaining(FORMS[path.on]));
    expect(path.passedTo !== undefined).toBe(path.key === "iam:PassRole");
  },
);
