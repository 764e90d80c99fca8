/**
 * Transforms (`pulumi.runtime.registerResourceTransform`, the `transforms` resource option): functions of the program
 * that the engine calls back for every resource before it is registered. The offline check calls them as the engine
 * does: those of the resource, of its parents, of the stack (pkg/resource/deploy/source_eval.go).
 */
import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest, type Callback, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformInvokeOptions,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { RpcError } from "./servers";

/** The registered transforms of one program run. */
export class Transforms {
  readonly #stack: Callback[] = [];
  readonly #invokes: Callback[] = [];
  readonly #ofResource = new Map<string, readonly Callback[]>();
  readonly #parents = new Map<string, string>();
  readonly #clients = new Map<string, CallbacksClient>();

  /** A transform of every resource of the stack. */
  addStack(callback: Callback): void {
    this.#stack.push(callback);
  }

  /** A transform of every function call. */
  addInvoke(callback: Callback): void {
    this.#invokes.push(callback);
  }

  /** Remembers a registered resource: its own transforms hold for its children too. */
  remember(urn: string, parent: string, own: readonly Callback[]): void {
    this.#parents.set(urn, parent);
    if (own.length > 0) {
      this.#ofResource.set(urn, own);
    }
  }

  /**
   * Changes a request as the transforms that hold for it say: its properties, and those options the check reads.
   *
   * @throws RpcError when a transform fails; the program then fails as it would in the engine.
   */
  async applyTo(request: RegisterResourceRequest): Promise<void> {
    for (const callback of this.#holdingFor(request)) {
      const input = new TransformRequest();
      input.setName(request.getName());
      input.setType(request.getType());
      input.setParent(request.getParent());
      input.setCustom(request.getCustom());
      input.setProperties(request.getObject());
      input.setOptions(optionsOf(request));
      const response = TransformResponse.deserializeBinary(await this.#call(callback, input.serializeBinary()));
      request.setObject(response.getProperties() ?? request.getObject());
      const options = response.getOptions();
      if (options !== undefined) {
        request.setProvider(options.getProvider());
        request.setDependenciesList(options.getDependsOnList());
        request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
        request.setVersion(options.getVersion());
        request.setImportid(options.getImport());
      }
    }
  }

  /** {@link applyTo} for a function call. */
  async applyToInvoke(request: ResourceInvokeRequest): Promise<void> {
    for (const callback of this.#invokes) {
      const input = new TransformInvokeRequest();
      input.setToken(request.getTok());
      input.setArgs(request.getArgs());
      const given = new TransformInvokeOptions();
      given.setProvider(request.getProvider());
      given.setVersion(request.getVersion());
      input.setOptions(given);
      const response = TransformInvokeResponse.deserializeBinary(await this.#call(callback, input.serializeBinary()));
      request.setArgs(response.getArgs() ?? request.getArgs());
      request.setProvider(response.getOptions()?.getProvider() ?? request.getProvider());
    }
  }

  /** Closes the connections to the program. */
  close(): void {
    for (const client of this.#clients.values()) {
      client.close();
    }
  }

  #holdingFor(request: RegisterResourceRequest): readonly Callback[] {
    const callbacks = [...request.getTransformsList()];
    for (let urn = request.getParent(); urn !== ""; urn = this.#parents.get(urn) ?? "") {
      callbacks.push(...(this.#ofResource.get(urn) ?? []));
    }
    return [...callbacks, ...this.#stack];
  }

  async #call(callback: Callback, input: Uint8Array): Promise<Uint8Array> {
    const target = callback.getTarget();
    let client = this.#clients.get(target);
    if (client === undefined) {
      client = new CallbacksClient(target, grpc.credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
      this.#clients.set(target, client);
    }
    const request = new CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(input);
    const open = client;
    const response = await new Promise<CallbackInvokeResponse>((resolve, reject) => {
      open.invoke(request, (error, answer) => {
        if (error === null) {
          resolve(answer);
        } else {
          reject(new RpcError(grpc.status.UNKNOWN, error.details));
        }
      });
    });
    return response.getResponse_asU8();
  }
}

function optionsOf(request: RegisterResourceRequest): TransformResourceOptions {
  const options = new TransformResourceOptions();
  options.setProvider(request.getProvider());
  options.setDependsOnList(request.getDependenciesList());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setVersion(request.getVersion());
  options.setImport(request.getImportid());
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setDeletedWith(request.getDeletedwith());
  options.setAliasesList(request.getAliasesList());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setHooks(request.getHooks());
  const isProtected = request.getProtect();
  if (isProtected !== undefined) {
    options.setProtect(isProtected);
  }
  const retained = request.getRetainondelete();
  if (retained !== undefined) {
    options.setRetainOnDelete(retained);
  }
  if (request.getDeletebeforereplacedefined()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  const providers = options.getProvidersMap();
  for (const [name, reference] of request.getProvidersMap().entries()) {
    providers.set(name, reference);
  }
  return options;
}
