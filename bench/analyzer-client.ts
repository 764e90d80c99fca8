/** Boots a policy pack as Pulumi's Node language host does, and calls its analyzer service. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzerInfo, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

const LARGEST_MESSAGE = 400 * 1024 * 1024;
const RUN_POLICY_PACK = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-policy-pack");

export interface BootedPack {
  /** From spawning the process until it answered GetAnalyzerInfo. */
  readonly bootMs: number;
  readonly policies: number;
  analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse>;
  stop(): Promise<void>;
}

/** @throws when the pack's process exits before it serves. */
export async function boot(packDirectory: string): Promise<BootedPack> {
  const start = performance.now();
  const child = spawn(process.execPath, [RUN_POLICY_PACK, "127.0.0.1:1", packDirectory], {
    cwd: packDirectory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      if (output.includes("\n")) {
        resolve(Number(output.split("\n")[0]));
      }
    });
    child.once("exit", (code) => {
      reject(new Error(`pack ${path.basename(packDirectory)} exited with ${String(code)}`));
    });
  });
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  const info = await new Promise<AnalyzerInfo>((resolve, reject) => {
    client.getAnalyzerInfo(new Empty(), (error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
  return {
    bootMs: performance.now() - start,
    policies: info.getPoliciesList().length,
    analyzeStack: (request) =>
      new Promise((resolve, reject) => {
        client.analyzeStack(request, (error, response) => {
          if (error) {
            reject(error);
          } else {
            resolve(response);
          }
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.once("exit", () => {
          resolve();
        });
        client.close();
        child.kill("SIGKILL");
      }),
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
