/** The engine's resource monitor: what a program tells it, and what it answers. */
import * as grpc from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  SupportsFeatureResponse,
  type ReadResourceRequest,
  type RegisterPackageRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceCallRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { decodeProperties, UNKNOWN } from "../../policy-pack/engine/wire";
import { PolicyDocumentError } from "../aws/policy-document";
import type { Model, Registration } from "../model/model";
import { encode, holdsEmptyAsset, same, type Properties } from "../model/values";
import { RpcError, type Methods } from "./servers";
import type { Transforms } from "./transforms";

/** What the SDK may use with this monitor; it asks for each by name. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

/** The `ResourceMonitor` service. What is not here is answered UNIMPLEMENTED, which every SDK takes as "not there". */
export function monitorMethods(model: Model, transforms: Transforms): Methods {
  return {
    supportsFeature: (request: SupportsFeatureRequest) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    },
    registerResource: async (request: RegisterResourceRequest) => {
      const own = request.getTransformsList();
      await transforms.applyTo(request);
      const wire = objectOf(request.getObject());
      const registered = model.register(registrationOf(request, wire));
      if (registered === undefined) {
        const name = request.getName();
        throw new RpcError(
          grpc.status.ALREADY_EXISTS,
          `Duplicate resource URN: another ${request.getType()} is called "${name}" already; give it a unique name`,
        );
      }
      transforms.remember(registered.urn, request.getParent(), own);
      const response = new RegisterResourceResponse();
      response.setUrn(registered.urn);
      response.setId(registered.id);
      response.setObject(toStruct(registered.properties, wire));
      return response;
    },
    registerResourceOutputs: (request: RegisterResourceOutputsRequest) => {
      model.complete(request.getUrn(), decodeProperties(objectOf(request.getOutputs())));
      return new Empty();
    },
    readResource: (request: ReadResourceRequest) => {
      const wire = objectOf(request.getProperties());
      const { urn, properties } = model.read({ ...registrationOf(request, wire), existingId: request.getId() });
      const response = new ReadResourceResponse();
      response.setUrn(urn);
      response.setProperties(toStruct(properties, wire));
      return response;
    },
    invoke: async (request: ResourceInvokeRequest) => {
      await transforms.applyToInvoke(request);
      const args = decodeProperties(objectOf(request.getArgs()));
      const response = new InvokeResponse();
      response.setReturn(toStruct(invoke(model, request, args)));
      return response;
    },
    call: (request: ResourceCallRequest) => {
      model.note(`The method ${request.getTok()} runs inside a provider plugin; what it returns is not known offline.`);
      const response = new CallResponse();
      // One unknown part makes the whole result unknown, whatever its form is.
      response.setReturn(toStruct({ result: UNKNOWN }));
      return response;
    },
    registerPackage: (request: RegisterPackageRequest) => {
      const response = new RegisterPackageResponse();
      response.setRef(`${request.getParameterization()?.getName() ?? request.getName()}::offline`);
      return response;
    },
    registerStackTransform: (callback: Callback) => {
      transforms.addStack(callback);
      return new Empty();
    },
    registerStackInvokeTransform: (callback: Callback) => {
      transforms.addInvoke(callback);
      return new Empty();
    },
    registerResourceHook: () => {
      model.note("Resource hooks were registered; the offline check does not run them.");
      return new Empty();
    },
    registerErrorHook: () => new Empty(),
    signalAndWaitForShutdown: () => new Empty(),
  };
}

function registrationOf(request: RegisterResourceRequest | ReadResourceRequest, wire: Properties): Registration {
  const common = {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    inputs: decodeProperties(wire),
    provider: request.getProvider(),
    version: request.getVersion(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    dependencies: request.getDependenciesList(),
    stackTrace: request.getStacktrace(),
    sourcePosition: request.getSourceposition(),
  };
  if (!("getCustom" in request)) {
    return { ...common, custom: true, remote: false, propertyDependencies: {} };
  }
  const importId = request.getImportid();
  return {
    ...common,
    custom: request.getCustom(),
    remote: request.getRemote(),
    propertyDependencies: { ...withoutDependencies(common.inputs), ...dependenciesOf(request) },
    ...(importId === "" ? {} : { existingId: importId }),
  };
}

/** Every property the program sets is listed, those without dependencies too: that tells them from the provider's. */
function withoutDependencies(inputs: Properties): Record<string, readonly string[]> {
  return Object.fromEntries(Object.keys(inputs).map((property) => [property, []]));
}

function dependenciesOf(request: RegisterResourceRequest): Record<string, readonly string[]> {
  const all = [...request.getPropertydependenciesMap().entries()];
  return Object.fromEntries(all.map(([property, urns]) => [property, urns.getUrnsList()]));
}

function objectOf(struct: Struct | undefined): Record<string, unknown> {
  return struct?.toJavaScript() ?? {};
}

/** What the provider refuses (a policy document it cannot render) is the program's mistake, not the check's. */
function invoke(model: Model, request: ResourceInvokeRequest, args: Properties): Properties {
  try {
    return model.invoke(request.getTok(), args, request.getProvider(), request.getVersion());
  } catch (error) {
    throw error instanceof PolicyDocumentError ? new RpcError(grpc.status.UNKNOWN, error.message) : error;
  }
}

/**
 * Properties as the program gets them back. What the program gave goes back as it came, so that nothing the decoded form
 * has no place for (a resource reference's id) is lost.
 */
function toStruct(properties: Properties, given: Properties = {}): Struct {
  const decoded = decodeProperties(given);
  const result: Record<string, JavaScriptValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && !holdsEmptyAsset(value)) {
      result[name] = (name in given && same(value, decoded[name]) ? given[name] : encode(value)) as JavaScriptValue;
    }
  }
  return Struct.fromJavaScript(result);
}
