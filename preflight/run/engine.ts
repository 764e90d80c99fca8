/** The engine's side of a program's life: its log, and the root of its stack. */
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
  type LogRequest,
  type SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Methods } from "./servers";

/** One message a program logged with `pulumi.log`, or the SDK on its behalf. */
export interface LogEntry {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

const SEVERITY = new Map<number, LogEntry["severity"]>([
  [LogSeverity.INFO, "info"],
  [LogSeverity.WARNING, "warning"],
  [LogSeverity.ERROR, "error"],
]);

/** The `Engine` service. */
export class Engine {
  readonly log: LogEntry[] = [];
  #root = "";

  readonly methods: Methods = {
    log: (request: LogRequest) => {
      const severity = SEVERITY.get(request.getSeverity());
      if (severity !== undefined && !request.getEphemeral()) {
        this.log.push({ severity, message: request.getMessage() });
      }
      return new Empty();
    },
    setRootResource: (request: SetRootResourceRequest) => {
      this.#root = request.getUrn();
      return new SetRootResourceResponse();
    },
    getRootResource: () => {
      const response = new GetRootResourceResponse();
      response.setUrn(this.#root);
      return response;
    },
    startDebugging: () => new Empty(),
    // Whatever version a program asks for: nothing here depends on the CLI.
    requirePulumiVersion: () => new RequirePulumiVersionResponse(),
  };
}
