/** The package as npm publishes it: what is in it, and what it does where nothing of this repository is. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { rules } from "../../policy-pack/rules";
import { packRules } from "../../policy-pack/settings/pack-rules";
import { EngineSession, engineFixture, ROOT } from "../support/engine";
import { describeEngine } from "../support/engine/gate";
import { filesIn, install, packOwn, project, run, tryRun, unpack, type Packed } from "../support/packed";
import { startService } from "../support/service";

/** What `@pulumi/aws` would make, without installing its 500 megabytes. */
const PROGRAM = `
const { CustomResource } = require("@pulumi/pulumi");
class Bucket extends CustomResource {
  constructor(name, args) {
    super("aws:s3/bucket:Bucket", name, args);
  }
}
new Bucket("logs", { bucket: "logs-" + Date.now() });
`;

interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly typesVersions: { readonly "*": Readonly<Record<string, readonly [string]>> };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const LARGEST_ARCHIVE_BYTES = 1_750_000;
const COMPILED = ["kit", "policy-pack", "preflight"];
const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as Manifest;

/** What has to be in the package, from the sources. */
function wanted(): readonly string[] {
  const sources = COMPILED.flatMap((directory) =>
    readdirSync(path.join(ROOT, directory), { recursive: true, encoding: "utf8" }).map(
      (file) => `${directory}/${file.replaceAll(path.sep, "/")}`,
    ),
  );
  const compiled = (source: string) => [`dist/${source}.d.ts`, `dist/${source}.js`];
  return [
    "CHANGELOG.md",
    "LICENSE",
    "PulumiPolicy.yaml",
    "README.md",
    "package.json",
    ...["advisory", "baseline", "recommended", "strict"].map((profile) => `profiles/${profile}.json`),
    ...sources.filter((file) => file.endsWith(".ts")).flatMap((file) => compiled(file.slice(0, -".ts".length))),
    ...sources.filter((file) => /\/data\/[^/]+\.json$/.test(file)).map((file) => `dist/${file}`),
    ...rules.flatMap(({ id }) => compiled(`rules/${id}`)),
  ].sort();
}

/** What a compiled file or its declarations load. */
function loaded(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const names = code.matchAll(/(?:\b(?:require|require\.resolve|load|import)\(|^(?:im|ex)port .*\bfrom )"([^"\n]+)"/gm);
  return [...names].map(([, name = ""]) => name);
}

/** The declarations that an entry point's own lead to: what a stranger's compiler reads. */
function declared(content: ReadonlyMap<string, string>): readonly string[] {
  const entries = Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? [] : target.types));
  const found = new Set([
    ...entries.map((entry) => entry.slice("./".length)),
    ...rules.map(({ id }) => `dist/rules/${id}.d.ts`),
  ]);
  for (const file of found) {
    for (const name of loaded(content.get(file) ?? "").filter((each) => each.startsWith("."))) {
      found.add(`${path.posix.join(path.posix.dirname(file), name)}.d.ts`);
    }
  }
  return [...found].filter((file) => content.has(file));
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

// Installing takes long where much else runs.
jest.setTimeout(300_000);

describeEngine("the package", () => {
  let session: EngineSession;
  let packed: Packed;
  let content: ReadonlyMap<string, string>;
  beforeAll(() => {
    session = new EngineSession();
    packed = packOwn(session.directory);
    content = filesIn(unpack(packed.file, path.join(session.directory, "content")));
  });
  afterAll(() => session.close());

  test("holds what is compiled, its data, the profiles and five files about it; nothing else", () => {
    expect([...content.keys()].sort()).toEqual(wanted());
    expect(packed.size).toBeLessThan(LARGEST_ARCHIVE_BYTES);
  });

  test("loads nothing but what it holds and what its dependencies bring, and has no dependency it does not load", () => {
    const missing: string[] = [];
    const used = new Set<string>();
    const scripts = [...content.keys()].filter((file) => file.endsWith(".js"));
    for (const file of [...scripts, ...declared(content)]) {
      for (const name of loaded(content.get(file) ?? "")) {
        if (name.startsWith(".")) {
          const target = path.posix.join(path.posix.dirname(file), name);
          if (!["", ".js", ".d.ts", "/index.js", "/index.d.ts"].some((end) => content.has(target + end))) {
            missing.push(`${file} loads ${name}`);
          }
        } else if (!isBuiltin(name)) {
          used.add(packageOf(name));
        }
      }
    }
    expect(missing).toEqual([]);
    const brought = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect([...used].sort()).toEqual(brought.sort());
  });

  test("its entry points are there, for the engine, for Node, and for every way the compiler looks for types", () => {
    const targets = Object.values(manifest.exports)
      .flatMap((target) => (typeof target === "string" ? [target] : [target.types, target.default]))
      .concat(Object.values(manifest.typesVersions["*"]).flat(), manifest.main);
    const ofRule = (target: string) => target.replace("*", "s3-versioning").replace(/^\.\//, "");
    expect(targets.map(ofRule).filter((target) => !content.has(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(10);
  });

  describe("in an empty project", () => {
    let directory: string;
    let installed: string;
    beforeAll(() => {
      directory = project(path.join(session.directory, "empty"), {
        "package.json": '{ "private": true }',
        "program/Pulumi.yaml":
          "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
        "program/index.js": PROGRAM,
      });
      install(directory, packed.file);
      installed = path.join(directory, "node_modules", "pulumi-preflight");
    });

    test("the engine loads it, and it finds what it finds here", async () => {
      const preview = await session.stack(engineFixture("alarm-sns-actions"), { policyPacks: [installed] }).preview();
      expect(preview.succeeded).toBe(false);
      expect(preview.output).toContain(`preflight-aws@v${manifest.version}`);
      expect(preview.findings.map(({ rule, level }) => `${rule} ${level}`)).toContain("alarm-sns-actions mandatory");
    });

    test("the offline check runs, with data and all", () => {
      const check = tryRun(directory, "npx", ["preflight", "check", "program"]);
      expect(check.exitCode).toBe(1);
      expect(check.output).toContain("program/index.js:8:");
      expect(check.output).toContain("s3-no-timestamped-names");
      // The detectors of credentials, the validator of settings and the authorization data load when they are needed.
      const settings = run(directory, "npx", [
        ...["preflight", "settings", "--explain", "--policy-pack-config"],
        "node_modules/pulumi-preflight/profiles/baseline.json",
      ]);
      expect(settings.output).toContain(`${rules.length} rules`);
      expect(settings.output).toMatch(/tags-required +disabled +the configuration/);
      const named = run(directory, "npx", ["preflight", "settings", "--policy-pack", "node_modules/pulumi-preflight"]);
      expect(named.output).toContain(`${rules.length} rules`);
    });

    test("a single rule is loaded alone", () => {
      const { output } = run(directory, process.execPath, [
        "-e",
        'const { s3Versioning } = require("pulumi-preflight/rules/s3-versioning");' +
          "const isRule = (file) => /policy-pack.rules.[a-z0-9]+./.test(file);" +
          "console.log(s3Versioning.id, Object.keys(require.cache).filter(isRule).length);",
      ]);
      expect(output).toBe("s3-versioning 1\n");
    });

    test("importing the pack itself, which would start a server, is refused", () => {
      const { exitCode, output } = tryRun(directory, process.execPath, ["-e", 'require("pulumi-preflight")']);
      expect(exitCode).not.toBe(0);
      expect(output).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
    });
  });

  test("pulumi policy publish sends every policy and this very package; what Pulumi Cloud hands out installs", async () => {
    // Pulumi Cloud hands the archive out as it came; the CLI unpacks it and runs npm install in it.
    const directory = unpack(packed.file, path.join(session.directory, "unpacked"));
    install(directory, "--omit=dev");
    const service = await startService("acme");
    const publish = await session.pulumiIn(
      directory,
      { PULUMI_BACKEND_URL: service.address, PULUMI_ACCESS_TOKEN: "pul-nobody" },
      ...["policy", "publish", "acme"],
    );
    await service.close();
    expect(publish).toMatchObject({ exitCode: 0 });

    const sent = (to: string) => service.received.find((each) => each.to === to)?.body ?? Buffer.alloc(0);
    const request = JSON.parse(sent("POST /api/orgs/acme/policypacks").toString()) as PublishRequest;
    expect({ ...request, policies: [] }).toEqual({
      name: "preflight-aws",
      displayName: "Preflight for AWS",
      versionTag: manifest.version,
      description: "What a Pulumi AWS program must get right before it flies, found at preview.",
      provider: "aws",
      tags: ["aws", "preflight"],
      repository: "https://github.com/pulumi-preflight/pulumi-preflight",
      runtime: "nodejs",
      policies: [],
    });
    const published = request.policies.map(({ name, enforcementLevel, severity, configSchema }) => ({
      ...{ name, enforcementLevel, severity },
      settings: Object.entries(configSchema?.properties ?? {}).filter(([setting]) => setting !== "enforcementLevel"),
    }));
    const own = [...rules, ...packRules].map(({ id, enforcement, severity, settings = {} }) => ({
      ...{ name: id, enforcementLevel: enforcement, severity },
      settings: Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(published.sort(byName)).toEqual(own.sort(byName));
    for (const { displayName, description, remediationSteps, url } of request.policies) {
      expect([displayName, description, remediationSteps, url]).not.toContain(undefined);
    }

    const uploaded = session.write("uploaded.tgz", sent("PUT /upload"));
    expect(filesIn(unpack(uploaded, path.join(session.directory, "uploaded")))).toEqual(content);
    expect(service.received.at(-1)?.to).toBe(
      `POST /api/orgs/acme/policypacks/preflight-aws/versions/${manifest.version}/complete`,
    );
    expect(existsSync(path.join(directory, "node_modules", "jest"))).toBe(false);
  });
});

interface PublishRequest {
  readonly policies: readonly {
    readonly name: string;
    readonly displayName?: string;
    readonly description?: string;
    readonly enforcementLevel: string;
    readonly severity?: string;
    readonly remediationSteps?: string;
    readonly url?: string;
    readonly configSchema?: { readonly properties?: Readonly<Record<string, unknown>> };
  }[];
}
