import { AUTO_SCALING_GROUP } from "./tags";

let loaded: readonly string[] | undefined;

/** Type tokens of everything in AWS that takes tags; from the SDK, by `npm run generate`. */
export function taggableTypes(): readonly string[] {
  // Some nine hundred tokens; nobody needs them before the first resource comes.
  return (loaded ??= [
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    ...(require("../data/taggable-types.json") as { readonly types: readonly string[] }).types,
    AUTO_SCALING_GROUP,
  ]);
}
