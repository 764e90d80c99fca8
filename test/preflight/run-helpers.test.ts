/** The small parts around the program's process. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engineProto from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterErrorHookRequest,
  RegisterPackageRequest,
  RegisterResourceHookRequest,
  SupportsFeatureRequest,
  type RegisterPackageResponse,
  type SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { reasonOf } from "../../preflight/errors";
import { Model } from "../../preflight/model/model";
import { Engine } from "../../preflight/run/engine";
import { monitorMethods } from "../../preflight/run/monitor";
import { FRAME_POSITION, preload } from "../../preflight/run/preload";
import { RpcError, serve } from "../../preflight/run/servers";
import { shellWords } from "../../preflight/run/shell-words";
import { Transforms } from "../../preflight/run/transforms";
import { UNKNOWN_PROGRAM } from "../../policy-pack/engine/context";

test.each([
  ["", []],
  ["  --a   -b ", ["--a", "-b"]],
  [`--title 'two words' --x="a b"`, ["--title", "two words", "--x=a b"]],
  [`a\\ b "c\\"d" 'e\\f'`, ["a b", `c"d`, "e\\f"]],
  [`'' ""`, ["", ""]],
  [`"open`, ["open"]],
])("the shell words of %s", (text, words) => {
  expect(shellWords(text)).toEqual(words);
});

test.each([
  ["    at Object.<anonymous> (/app/index.ts:3:7)", "/app/index.ts 3 7"],
  ["    at new Site (/app/my site (1)/a.js:10:5)", "/app/my site (1)/a.js 10 5"],
  ["    at /app/index.ts:3:7", "/app/index.ts 3 7"],
  ["    at file:///app/index.js:3:7", "/app/index.js 3 7"],
  ["    at async file:///app/index.js:3:7", "/app/index.js 3 7"],
  ["    at watch (file:///app/index.js:3:7)", "/app/index.js 3 7"],
  ["    at Module._compile (node:internal/modules/cjs/loader:1:2)", "node:internal/modules/cjs/loader 1 2"],
  ["    at new Promise (<anonymous>)", undefined],
  ["    at async Promise.all (index 0)", undefined],
  ["    at eval (eval at run (/app/index.js:1:2), <anonymous>:1:1)", undefined],
  ["Error: at /app/index.ts:3:7", undefined],
])("the position in the frame %s", (frame, expected) => {
  const groups = FRAME_POSITION.exec(frame)?.groups;
  expect(groups && `${groups.file ?? ""} ${groups.line ?? ""} ${groups.column ?? ""}`).toBe(expected);
});

test.each([
  ["ENOENT", "no such file or directory"],
  ["EACCES", "permission denied"],
  ["EIO", "EIO"],
  [undefined, "it cannot be read"],
])("the reason of %s", (code, reason) => {
  expect(reasonOf(Object.assign(new Error("ENOENT: …, open '/x'"), { code }))).toBe(reason);
});

describe("the preload", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "preflight-preload-")));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function run(sdk: string, script: string): string {
    writeFileSync(path.join(root, "resource.js"), sdk);
    writeFileSync(path.join(root, "script.js"), script);
    const { stdout, stderr } = spawnSync(process.execPath, [preload(root), path.join(root, "script.js")], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    return stdout.replaceAll(root, "ROOT").trim();
  }

  test("a current SDK gets another expression for its frames", () => {
    const sdk = `exports.Resource = class {}; exports.Resource.framePositionRegExp = /old/;`;
    expect(run(sdk, `console.log(String(require("./resource").Resource.framePositionRegExp))`)).toBe(
      String(FRAME_POSITION),
    );
  });

  test("an older one gets another method for its position", () => {
    const sdk = `
      class Resource { constructor() { this.position = Resource.sourcePosition(); } static sourcePosition() { return "old"; } }
      exports.Resource = Resource;
      exports.CustomResource = class CustomResource extends Resource { constructor() { super(); } };`;
    const script = `const { CustomResource } = require("./resource");
      class Bucket extends CustomResource { constructor() { super(); } }
      [1].forEach(() => console.log(JSON.stringify(new Bucket().position)));`;
    expect(run(sdk, script)).toBe(`{"uri":"file://ROOT/script.js","line":3,"column":52}`);
  });

  test("an SDK it does not know is left alone, and errors are formatted without colours", () => {
    const script = `const util = require("util");
      util.inspect.defaultOptions.depth = 0;
      console.log(util.inspect({ a: { b: 1 } }, { colors: true }), util.inspect([{ a: { b: 1 } }], undefined, 1), util.inspect.custom.toString());`;
    expect(run("throw new Error('not to be loaded')", script)).toBe(
      "{ a: [Object] } [ { a: [Object] } ] Symbol(nodejs.util.inspect.custom)",
    );
  });
});

describe("the services", () => {
  async function connected(use: (clients: { monitor: ResourceMonitorClient; engine: EngineClient }) => Promise<void>) {
    const engine = new Engine();
    const model = new Model({ program: UNKNOWN_PROGRAM, root: "/", unknownOutputs: false });
    const errors: unknown[] = [];
    const methods = {
      ...monitorMethods(model, new Transforms()),
      registerErrorHook: () => {
        throw new TypeError("a mistake of ours, with hunter2 in it");
      },
      registerResourceHook: () => {
        throw new RpcError(grpc.status.ALREADY_EXISTS, "said to the program");
      },
    };
    const servers = await serve(methods, engine.methods, (error) => errors.push(error));
    const credentials = grpc.credentials.createInsecure();
    const clients = {
      monitor: new ResourceMonitorClient(servers.address, credentials),
      engine: new EngineClient(servers.address, credentials),
    };
    try {
      await use(clients);
      return { engine, errors };
    } finally {
      clients.monitor.close();
      clients.engine.close();
      servers.close();
    }
  }

  const call = <R>(send: (done: (error: grpc.ServiceError | null, response: R) => void) => unknown) =>
    new Promise<R>((resolve, reject) => {
      send((error, response) => {
        if (error === null) {
          resolve(response);
        } else {
          reject(error);
        }
      });
    });

  test("features, packages, the root and the log", async () => {
    const { engine } = await connected(async ({ monitor, engine: client }) => {
      const supports = async (id: string) => {
        const request = new SupportsFeatureRequest();
        request.setId(id);
        return (await call<SupportsFeatureResponse>((done) => monitor.supportsFeature(request, done))).getHassupport();
      };
      expect([await supports("transforms"), await supports("somethingNew")]).toEqual([true, false]);
      const root = new engineProto.SetRootResourceRequest();
      root.setUrn("urn:x");
      await call((done) => client.setRootResource(root, done));
      const asked = new engineProto.GetRootResourceRequest();
      const answer = await call<engineProto.GetRootResourceResponse>((done) => client.getRootResource(asked, done));
      expect(answer.getUrn()).toBe("urn:x");
      await call((done) => client.requirePulumiVersion(new engineProto.RequirePulumiVersionRequest(), done));
      const registration = new RegisterPackageRequest();
      registration.setName("base");
      const registered = await call<RegisterPackageResponse>((done) => monitor.registerPackage(registration, done));
      expect(registered.getRef()).toBe("base::offline");
      for (const [severity, ephemeral] of [
        [engineProto.LogSeverity.DEBUG, false],
        [engineProto.LogSeverity.WARNING, false],
        [engineProto.LogSeverity.ERROR, true],
        [engineProto.LogSeverity.INFO, false],
      ] as const) {
        const entry = new engineProto.LogRequest();
        entry.setSeverity(severity);
        entry.setEphemeral(ephemeral);
        entry.setMessage("m");
        await call((done) => client.log(entry, done));
      }
    });
    expect(engine.log.map(({ severity }) => severity)).toEqual(["warning", "info"]);
  });

  test("what is not implemented is said so, and our own mistakes are kept away from the program", async () => {
    const { errors } = await connected(async ({ monitor }) => {
      const refused = (send: Parameters<typeof call>[0]) =>
        call(send).then(
          () => undefined,
          (error: unknown) => {
            const { code, details } = error as grpc.ServiceError;
            return [code, details];
          },
        );
      expect(await refused((done) => monitor.getDeploymentInfo(new Empty(), done))).toEqual([
        grpc.status.UNIMPLEMENTED,
        "getDeploymentInfo is not implemented",
      ]);
      expect(await refused((done) => monitor.registerResourceHook(new RegisterResourceHookRequest(), done))).toEqual([
        grpc.status.ALREADY_EXISTS,
        "said to the program",
      ]);
      expect(await refused((done) => monitor.registerErrorHook(new RegisterErrorHookRequest(), done))).toEqual([
        grpc.status.INTERNAL,
        "registerErrorHook failed inside the offline check",
      ]);
    });
    expect(errors).toEqual([new TypeError("a mistake of ours, with hunter2 in it")]);
  });
});
