/** The reference stack through the real engine: no finding in preview or up, nothing left to do afterwards, and it goes again. */
import path from "node:path";
import { EngineSession, ROOT, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

const PROGRAM = path.join(ROOT, "reference-stack");
/** An update needs a domain somebody can own (docs/reference-stack.md). */
const CONFIG = { "preflight-reference:domainName": "shop.preflight-reference.dev" };
/** In prod, alarms need somebody to tell. */
const PROD = {
  ...CONFIG,
  "preflight-reference:alarmEmail": "on-call@shop.preflight-reference.dev",
  "preflight-reference:secondaryRegion": "us-west-2",
};

/** Some 320 resources in dev, and nearly 600 in the two regions of prod. */
const LONGEST_OPERATION_MS = 300_000;
const LONGEST_TEST_MS = 4 * LONGEST_OPERATION_MS;

const CLEAN = { findings: [], errors: [], exitCode: 0 };
const ending = ({ findings, errors, exitCode }: EngineRun) => ({ findings, errors, exitCode });

describeEngine("the reference stack in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession(1, LONGEST_OPERATION_MS);
  });
  afterAll(() => session.close());

  const stack = (name: string, config: Readonly<Record<string, string>>) =>
    session.stack(PROGRAM, { config, project: "preflight-reference", stack: name });

  test(
    "dev: up, up again without a change, destroyed",
    async () => {
      const dev = stack("dev", CONFIG);
      const up = await dev.up();
      expect(ending(up)).toEqual(CLEAN);
      expect(up.resources.length).toBeGreaterThan(300);

      const again = await dev.up();
      expect(ending(again)).toEqual(CLEAN);
      expect(again.output).toMatch(/\b\d+ unchanged/);
      expect(again.output).not.toMatch(/\d+ (?:to )?(?:create|update|replace|delete)d?\b/);

      const destroyed = await dev.destroy();
      expect(ending(destroyed)).toEqual(CLEAN);
      const { deployment } = (await dev.export()) as { deployment: { resources?: unknown[] } };
      expect(deployment.resources ?? []).toEqual([]);
    },
    LONGEST_TEST_MS,
  );

  test(
    "prod: a preview of both regions",
    async () => {
      const preview = await stack("prod", PROD).preview();
      expect(ending(preview)).toEqual(CLEAN);
      expect(preview.resources.length).toBeGreaterThan(500);
    },
    LONGEST_TEST_MS,
  );
});
