/** The two services a Pulumi program talks to, on one local gRPC server. */
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";

/** Pulumi's own limit: programs pass whole archives and policy documents around. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Methods by name, each answering one request. Methods a service has and this has not are answered UNIMPLEMENTED. */
export type Methods = Readonly<Record<string, (request: never) => unknown>>;

/** An error that reaches the program with its message. */
export class RpcError extends Error {
  constructor(
    readonly code: grpc.status,
    message: string,
  ) {
    super(message);
  }
}

/** A running server. */
export interface Servers {
  /** `127.0.0.1:port`. */
  readonly address: string;
  close(): void;
}

/**
 * Serves monitor and engine on a free local port.
 *
 * @param onInternalError is told of an error in our own methods; the program then gets a failed call.
 */
export async function serve(
  monitor: Methods,
  engine: Methods,
  onInternalError: (error: unknown) => void,
): Promise<Servers> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
    // A program that computes for a long while must not find its calls cancelled; the SDK sets the same.
    "grpc.server_max_unrequested_time_in_server": 30 * 60,
  });
  server.addService(ResourceMonitorService, handlers(ResourceMonitorService, monitor, onInternalError));
  server.addService(EngineService, handlers(EngineService, engine, onInternalError));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    close: () => {
      server.forceShutdown();
    },
  };
}

function handlers(
  service: object,
  methods: Methods,
  onInternalError: (error: unknown) => void,
): grpc.UntypedServiceImplementation {
  return Object.fromEntries(
    Object.keys(service).map((name) => [name, handler(name, methods[name], onInternalError)] as const),
  );
}

function handler(
  name: string,
  method: ((request: never) => unknown) | undefined,
  onInternalError: (error: unknown) => void,
): grpc.UntypedHandleCall {
  const handle: grpc.handleUnaryCall<unknown, unknown> = (call, callback) => {
    if (method === undefined) {
      callback({ code: grpc.status.UNIMPLEMENTED, details: `${name} is not implemented` });
      return;
    }
    void (async () => {
      try {
        callback(null, await method(call.request as never));
      } catch (error) {
        if (error instanceof RpcError) {
          callback({ code: error.code, details: error.message });
        } else {
          onInternalError(error);
          callback({ code: grpc.status.INTERNAL, details: `${name} failed inside the offline check` });
        }
      }
    })();
  };
  return handle;
}
