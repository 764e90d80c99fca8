/**
 * The resource provider protocol around a stand-in. Raw gRPC, without `@pulumi/pulumi/provider`: loading the SDK would
 * triple the start-up time, and every engine operation starts the provider anew.
 */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Refusal, type StandIn, type Subject } from "./stand-in";
import { fromStruct, toStruct } from "./wire";

const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Starts serving, and prints the port, as the engine expects of a plugin. */
export function serve(standIn: StandIn): void {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  // What is missing here (Handshake, GetSchema, Call, …) is answered with UNIMPLEMENTED, which the engine accepts.
  server.addService(ResourceProviderService, handlers(standIn));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    process.stdout.write(`${port}\n`);
  });
}

type Unary<Request, Response> = (request: Request) => Response;

function unary<Request, Response>(answer: Unary<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    let response: Response;
    try {
      response = answer(call.request);
    } catch (error) {
      const message =
        error instanceof Refusal ? error.message : `the stand-in provider failed: ${String((error as Error).stack)}`;
      callback({ code: grpc.status.UNKNOWN, details: message });
      return;
    }
    callback(null, response);
  };
}

function subjectOf(request: { getUrn(): string }): Subject {
  const urn = request.getUrn();
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { urn, name: name.join("::"), type: qualifiedType.split("$").at(-1) ?? "" };
}

function handlers(standIn: StandIn): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: unary<Empty, PluginInfo>(() => {
      const info = new PluginInfo();
      info.setVersion(standIn.version);
      return info;
    }),
    checkConfig: unary<messages.CheckRequest, messages.CheckResponse>((request) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: unary<messages.DiffRequest, messages.DiffResponse>(() => {
      const response = new messages.DiffResponse();
      response.setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE);
      return response;
    }),
    configure: unary<messages.ConfigureRequest, messages.ConfigureResponse>((request) => {
      standIn.configure(fromStruct(request.getArgs()));
      const response = new messages.ConfigureResponse();
      // Like the bridged provider: the engine keeps secrets to itself and marks outputs as secret as their inputs.
      response.setAcceptsecrets(false);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary<messages.CheckRequest, messages.CheckResponse>((request) => {
      const subject = subjectOf(request);
      const checked = standIn.check(
        subject,
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        request.getRandomseed_asB64() || subject.urn,
      );
      const response = new messages.CheckResponse();
      response.setInputs(toStruct(checked));
      return response;
    }),
    diff: unary<messages.DiffRequest, messages.DiffResponse>((request) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      const { changed, replacing } = standIn.diff(subjectOf(request), olds, fromStruct(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      const response = new messages.DiffResponse();
      response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
      response.setDiffsList([...changed]);
      response.setReplacesList([...replacing]);
      return response;
    }),
    create: unary<messages.CreateRequest, messages.CreateResponse>((request) => {
      const inputs = fromStruct(request.getProperties());
      const { id, outputs } = standIn.create(subjectOf(request), inputs, request.getPreview());
      const response = new messages.CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary<messages.ReadRequest, messages.ReadResponse>((request) => {
      const inputs = fromStruct(request.getInputs());
      const state = standIn.read(subjectOf(request), request.getId(), inputs, fromStruct(request.getProperties()));
      const response = new messages.ReadResponse();
      response.setId(request.getId());
      response.setInputs(request.getInputs());
      response.setProperties(toStruct(state));
      return response;
    }),
    update: unary<messages.UpdateRequest, messages.UpdateResponse>((request) => {
      const outputs = standIn.update(
        subjectOf(request),
        request.getId(),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        request.getPreview(),
      );
      const response = new messages.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: unary<messages.DeleteRequest, Empty>((request) => {
      standIn.delete(subjectOf(request), request.getId());
      return new Empty();
    }),
    invoke: unary<messages.InvokeRequest, messages.InvokeResponse>((request) => {
      const answer = standIn.invoke(request.getTok(), fromStruct(request.getArgs()));
      if (answer === undefined) {
        throw new Refusal(`the stand-in provider knows no function ${request.getTok()}`);
      }
      const response = new messages.InvokeResponse();
      response.setReturn(toStruct(answer));
      return response;
    }),
    cancel: unary<Empty, Empty>(() => new Empty()),
  };
}
