/**
 * docs/rollout.md, step by step: its files are written, its changes applied, its commands run in a shell, its previews
 * through the real engine, and what they print is what the page shows.
 */
import { spawnSync } from "node:child_process";
import { cpSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { shellWords } from "../../preflight/run/shell-words";
import { EngineSession, ROOT } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

/** A fence of the page: ```` ```json > policy/preflight.json ```` is a file of that name. */
interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly text: string;
  /** What the fence after it shows, when that is `text`. */
  readonly shown: string | undefined;
  readonly line: number;
}

const PAGE = readFileSync(path.join(ROOT, "docs", "rollout.md"), "utf8");
const ACTION = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8")) as { readonly inputs: object };

function blocksOf(page: string): readonly Block[] {
  const found = [...page.matchAll(/^```(\w+)(?: > (\S+))?\n([^]*?)^```$/gm)].map((match) => {
    const [, language = "", file, text = ""] = match;
    return { language, file, text, line: page.slice(0, match.index).split("\n").length };
  });
  return found.flatMap((block, index) => {
    const next = found[index + 1];
    const shown = next?.language === "text" ? next.text : undefined;
    return block.language === "text" ? [] : [{ ...block, shown }];
  });
}

/** `…` alone on a line is any lines, within a line any text; of blanks, one is as good as many. */
function patternOf(shown: string): RegExp {
  const lines = plain(shown).map((line) =>
    line === "…"
      ? "(?:.*\\n)*?"
      : `${line
          .split("…")
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
          .join(".*")}\\n`,
  );
  return new RegExp(`^${lines.join("")}$`);
}

function plain(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return lines.filter((line) => line !== "");
}

/** The platform team's directory: the three programs, and the pack as npm would have installed it. */
class Workspace {
  readonly directory = mkdtempSync(path.join(os.tmpdir(), "preflight-rollout-"));

  constructor() {
    cpSync(path.join(ROOT, "test", "fixtures", "rollout"), this.directory, { recursive: true });
    mkdirSync(path.join(this.directory, "policy"));
    mkdirSync(path.join(this.directory, "node_modules"));
    symlinkSync(ROOT, path.join(this.directory, "node_modules", "pulumi-preflight"));
    for (const each of ["@pulumi", "@types", "typescript"]) {
      symlinkSync(path.join(ROOT, "node_modules", each), path.join(this.directory, "node_modules", each));
    }
    const npx = path.join(this.directory, "bin", "npx");
    mkdirSync(path.dirname(npx));
    writeFileSync(npx, `#!/bin/sh\nshift\nexec node "${path.join(ROOT, "dist", "preflight", "cli.js")}" "$@"\n`);
    chmodSync(npx, 0o755);
  }

  file(name: string): string {
    return path.join(this.directory, name);
  }

  /** Runs commands as a reader would paste them. */
  shell(command: string, input?: string) {
    const { status, stdout, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", command], {
      cwd: this.directory,
      encoding: "utf8",
      input,
      env: { ...environment(), PATH: `${this.file("bin")}${path.delimiter}${process.env.PATH ?? ""}` },
    });
    return { status, stdout, stderr };
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Nothing of the machine's on which a report depends. */
function environment(): NodeJS.ProcessEnv {
  const { HOME, TMPDIR } = process.env;
  return { HOME, TMPDIR, LC_ALL: "C", NO_COLOR: "1" };
}

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

/** `pulumi preview`, as the page says it, through the engine. */
async function preview(session: EngineSession, workspace: Workspace, command: string) {
  const [pulumi, operation, ...rest] = shellWords(command);
  const options = Object.fromEntries(
    Array.from({ length: rest.length / 2 }, (_, index) => [rest[2 * index] ?? "", rest[2 * index + 1] ?? ""]),
  );
  const { "--cwd": project = "", "--stack": stack = "", "--policy-pack": pack = "", ...more } = options;
  const { "--policy-pack-config": settings = "", ...unknown } = more;
  expect([pulumi, operation, unknown]).toEqual(["pulumi", "preview", {}]);
  const directory = workspace.file(project);
  const { config } = parse(readFileSync(path.join(directory, `Pulumi.${stack}.yaml`), "utf8")) as StackFile;
  const isSecret = (value: unknown) => typeof value === "object" && value !== null && "secure" in value;
  const entries = Object.entries(config);
  return session
    .stack(directory, {
      project,
      stack,
      policyPacks: [path.join(directory, pack)],
      settings: JSON.parse(readFileSync(path.join(directory, settings), "utf8")) as Record<string, unknown>,
      config: Object.fromEntries(
        entries
          .filter(([, value]) => !isSecret(value))
          .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
      ),
      // The key that the fixture's secret is encrypted with is nobody's.
      secrets: Object.fromEntries(entries.filter(([, value]) => isSecret(value)).map(([key]) => [key, "a-passphrase"])),
    })
    .preview();
}

describeEngine("docs/rollout.md", () => {
  let session: EngineSession;
  let workspace: Workspace;
  beforeAll(() => {
    session = new EngineSession();
    workspace = new Workspace();
  });
  afterAll(async () => {
    workspace.close();
    await session.close();
  });

  const show = ({ shown }: Block, printed: string) => {
    const text = `${plain(printed).join("\n")}\n`;
    if (shown !== undefined && !patternOf(shown).test(text)) {
      expect(text).toBe(plain(shown).join("\n"));
    }
  };

  // One step builds on the one before.
  test.each(blocksOf(PAGE).map((block) => [block.line, block.language, block] as const))(
    "line %i: %s",
    async (_, language, block) => {
      const { file, text } = block;
      switch (language) {
        case "json":
          writeFileSync(workspace.file(file ?? ""), text);
          return;
        case "diff": {
          const { status, stderr } = workspace.shell("git apply --unidiff-zero -", text);
          expect([status, stderr]).toEqual([0, ""]);
          return;
        }
        case "yaml": {
          const steps = parse(text) as readonly { readonly with: object }[];
          expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(steps[0]?.with ?? {})));
          return;
        }
        case "sh": {
          if (text.startsWith("pulumi ")) {
            const run = await preview(session, workspace, text);
            expect([run.errors, run.exitCode]).toEqual([[], 0]);
            show(block, run.output);
            return;
          }
          const { status, stdout, stderr } = workspace.shell(text);
          expect([status, stderr]).toEqual([0, ""]);
          show(block, stdout);
          return;
        }
        default:
          throw new Error(`docs/rollout.md:${block.line}: what is ${language} to be done with?`);
      }
    },
  );
});
