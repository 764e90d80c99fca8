/**
 * The generated tables of what `@pulumi/aws` computes (`npm run generate` writes them from the SDK's declaration files).
 * Read when first needed: half a megabyte of JSON is no part of a start-up.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** `s` string, `n` number, `b` boolean, `*` anything, `[` + kind a list, `{` + kind a map, `@type` a nested object. */
export type Kind = string;

interface OutputsTable {
  readonly types: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, { readonly c: string; readonly o?: string }>>;
}
interface InvokesTable {
  readonly types: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
}

/** Fields of an object, by name. */
export type Fields = ReadonlyMap<string, Kind>;

const DATA = path.join(__dirname, "..", "data");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(DATA, file), "utf8"));

let outputs: OutputsTable | undefined;
let invokes: InvokesTable | undefined;
const outputsTable = () => (outputs ??= read("aws-outputs.json") as OutputsTable);
const invokesTable = () => (invokes ??= read("aws-invokes.json") as InvokesTable);

function fieldsOf(spelled: string): Fields {
  return new Map(
    spelled
      .split(" ")
      .filter((each) => each !== "")
      .map((each) => {
        const [name = "", kind = "s"] = each.split(":");
        return [name, kind];
      }),
  );
}

/** What AWS computes for a resource and no program can set; `undefined` for a type the installed SDK does not have. */
export function computedOutputs(type: string): Fields | undefined {
  const row = outputsTable().resources[type];
  return row && fieldsOf(row.c);
}

/**
 * Arguments the provider computes when the program leaves them out. The engine's preview shows each of them as unknown,
 * so an unknown there does not mean that the program set anything.
 */
export function computedWhenOmitted(type: string): readonly string[] {
  return (outputsTable().resources[type]?.o ?? "").split(" ").filter((each) => each !== "");
}

/** What a data source returns; `undefined` for one the installed SDK does not have. */
export function invokeResults(token: string): Fields | undefined {
  const row = invokesTable().functions[token];
  return row === undefined ? undefined : fieldsOf(row);
}

/** Fields of a nested type (a kind that starts with `@`). */
export function nestedFields(kind: Kind): Fields {
  const name = kind.slice(1);
  return fieldsOf(outputsTable().types[name] ?? invokesTable().types[name] ?? "");
}

/** Every resource type of the installed SDK. */
export function resourceTypes(): readonly string[] {
  return Object.keys(outputsTable().resources);
}

/** Every data source of the installed SDK. */
export function functionTokens(): readonly string[] {
  return Object.keys(invokesTable().functions);
}
