/** Property bags between gRPC messages and plain objects. */
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = Readonly<Record<string, unknown>>;

export function fromStruct(message: Struct | undefined): Record<string, unknown> {
  return message === undefined ? {} : message.toJavaScript();
}

/** Without what is undefined: a protobuf struct has only null, which means something else. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(defined(properties) as Record<string, JavaScriptValue>);
}

function defined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => defined(each) ?? null);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [key, defined(each)]),
    );
  }
  return value;
}
