/** What the engine and the pack make of each other, beside the rules themselves. */
import { EngineSession, engineFixture, ROOT } from "../support/engine";
import { describeEngine } from "../support/engine/gate";
import { HEADLINE, only } from "../support/only";

describeEngine("the pack in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession();
  });
  afterAll(() => session.close());

  test("a program that does everything right passes preview, up, and a preview of what exists", async () => {
    const stack = session.stack(engineFixture("clean"), { settings: only(...HEADLINE) });
    for (const run of [await stack.preview(), await stack.up(), await stack.preview()]) {
      expect({
        findings: run.findings,
        errors: run.errors,
        exitCode: run.exitCode,
      }).toEqual({
        findings: [],
        errors: [],
        exitCode: 0,
      });
      expect(run.output).toContain("preflight-aws@v");
    }
  });

  test("advisory findings stop nothing; and what was created all the same is found in its exported state", async () => {
    const stack = session.stack(engineFixture("alarm-sns-actions"), {
      settings: { ...only(...HEADLINE), "alarm-sns-actions": { enforcementLevel: "advisory" } },
    });
    const up = await stack.up();
    expect(up.succeeded).toBe(true);
    expect(up.findings.map(({ rule, level }) => [rule, level])).toEqual([["alarm-sns-actions", "advisory"]]);

    // Without program, stack or credentials.
    const state = session.write("state.json", JSON.stringify(await stack.export()));
    const analysis = session.pulumi("policy", "analyze", "--file", state, "--policy-pack", ROOT, "--color", "never");
    expect(analysis.output).toMatch(/\[mandatory\].*alarm-sns-actions.*unheard/);
    expect(analysis.output).not.toMatch(/alarm-sns-actions.*: heard/);
    expect(analysis.exitCode).not.toBe(0);
  });

  test("a disabled rule is silent", async () => {
    const preview = await session
      .stack(engineFixture("s3-no-timestamped-names"), {
        settings: { ...only(...HEADLINE), "s3-no-timestamped-names": "disabled" },
      })
      .preview();
    expect(preview).toMatchObject({ succeeded: true, findings: [] });
  });

  test("an empty string asset does not hang the preview, as it does with @pulumi/policy alone", async () => {
    const preview = await session.stack(engineFixture("empty-asset"), { settings: only(...HEADLINE) }).preview();
    expect(preview).toMatchObject({ succeeded: true, findings: [], errors: [] });
  });

  test("the plain policies of @pulumi/policy find the same as the pack's own answers", async () => {
    const preview = await session
      .stack(engineFixture("cloudfront-log-bucket-acl"), {
        settings: only(...HEADLINE),
        environment: { PREFLIGHT_PLAIN_SDK: "1" },
      })
      .preview();
    // What headline-rules.test.ts expects of the pack's own answers.
    expect(preview.findings.map(({ rule, resource, level, severity }) => [rule, resource, level, severity])).toEqual(
      Array(2).fill(["cloudfront-log-bucket-acl", "logs", "mandatory", "critical"]),
    );
  });
});
