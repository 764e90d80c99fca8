/** The reference stack through the real engine: no finding in preview or up, and nothing left to do afterwards. */
import path from "node:path";
import { EngineSession, ROOT } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

/** An update needs a domain somebody can own (docs/reference-stack.md). */
const CONFIG = { "preflight-reference:domainName": "shop.preflight-reference.dev" };

/** Three operations on some 130 resources. */
const LONGEST_MS = 180_000;

describeEngine("the reference stack in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession();
  });
  afterAll(() => session.close());

  test(
    "passes preview, up, and a preview of what exists",
    async () => {
      const stack = session.stack(path.join(ROOT, "reference-stack"), {
        config: CONFIG,
        project: "preflight-reference",
      });
      const preview = await stack.preview();
      const up = await stack.up();
      for (const run of [preview, up, await stack.preview()]) {
        expect({ findings: run.findings, errors: run.errors, exitCode: run.exitCode }).toEqual({
          findings: [],
          errors: [],
          exitCode: 0,
        });
        expect(run.resources.length).toBeGreaterThan(100);
      }
    },
    LONGEST_MS,
  );
});
