/** Rules of somebody else's policy pack, for `--policy-pack DIR`. */
import { existsSync, realpathSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules as ownRules } from "../../policy-pack/rules";
import { capturePolicyPack } from "../../policy-pack/start";
import { InputError } from "../errors";
import { isInside, isPackaged } from "../model/location";
import { messageLines, positionsIn } from "../report/error-text";
import { PACKAGE_DIRECTORY } from "../version";
import { findYamlFile } from "./yaml-file";

const EXIT_CODE_OF_WRONG_INPUT = 2;

/** Where the rules of a pack are to be evaluated. */
export type PolicyPack =
  | { readonly rules: readonly Rule[] }
  /** The pack has a copy of pulumi-preflight of its own, whose values its rules understand; this is its `preflight/main`. */
  | { readonly otherMain: string };

/**
 * The rules of the pack in a directory, as the engine would load it.
 *
 * @throws InputError when there is none, or it cannot be loaded, or was not written with `pulumi-preflight/kit`.
 */
export function openPolicyPack(directory: string, shown: string): PolicyPack {
  if (findYamlFile(directory, "PulumiPolicy") === undefined) {
    throw new InputError(
      `There is no policy pack in ${shown}: it has no PulumiPolicy.yaml.`,
      "Name the directory you give to pulumi preview --policy-pack.",
    );
  }
  if (realpathSync(directory) === realpathSync(PACKAGE_DIRECTORY)) {
    return { rules: ownRules }; // Its entry is a bundle of its own (tools/build.cjs), which nobody here could listen to.
  }
  const load = createRequire(path.join(directory, "package.json"));
  const copy = copyOf(load, shown);
  return copy === realpathSync(PACKAGE_DIRECTORY)
    ? { rules: rulesOf(load, directory, shown) }
    : { otherMain: path.join(copy, "dist", "preflight", "main.js") };
}

/** Directory of the pulumi-preflight that the pack imports. */
function copyOf(load: NodeJS.Require, shown: string): string {
  try {
    return realpathSync(path.dirname(load.resolve("pulumi-preflight/package.json")));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) {
      throw new InputError(`The policy pack ${shown} cannot be read: ${saidBy(error)}`);
    }
    throw new InputError(
      `The policy pack ${shown} has no pulumi-preflight to import from.`,
      "Install its dependencies; the offline check runs packs that are started with startPolicyPack of pulumi-preflight/kit.",
    );
  }
}

function rulesOf(load: NodeJS.Require, directory: string, shown: string): readonly Rule[] {
  let file: string;
  try {
    file = load.resolve(directory);
  } catch {
    throw new InputError(
      `The policy pack ${shown} has no file to load: "main" in its package.json names none that is there.`,
      "Build the pack first.",
    );
  }
  const stopped = () => {
    // Whoever ends the process chooses the exit code, and 0 would mean that nothing was found.
    process.exitCode = EXIT_CODE_OF_WRONG_INPUT;
    writeSync(process.stderr.fd, `preflight: The policy pack ${shown} ended the process while it was loaded.\n`);
  };
  process.once("exit", stopped);
  let rules: readonly Rule[] | undefined;
  try {
    rules = capturePolicyPack(() => {
      load(file);
    })?.rules;
  } catch (error) {
    throw new InputError(
      `The policy pack ${shown} does not load: ${saidBy(error)}${placeIn(directory, error)}`,
      /\.[cm]?tsx?$/.test(file)
        ? 'Build the pack first, and let "main" in its package.json name what that makes.'
        : undefined,
    );
  } finally {
    process.off("exit", stopped);
  }
  if (rules === undefined) {
    throw new InputError(
      `The policy pack ${shown} is not one the offline check can run: ${path.relative(directory, file)} does not call ` +
        "startPolicyPack of pulumi-preflight/kit.",
    );
  }
  return rules;
}

/** What an error says, without the trace of who required whom. */
function saidBy(error: unknown): string {
  return error instanceof Error ? messageLines(`${error.name}: ${error.message}`).join("\n") : String(error);
}

/** ` (src/rules/queues.js:3:7)`: the innermost place in the pack's own files, or nothing. */
function placeIn(directory: string, error: unknown): string {
  const root = realpathSync(directory);
  const own = positionsIn(error instanceof Error ? (error.stack ?? "") : "", root).find(
    ({ file }) => !isPackaged(file) && isInside(file, root) && existsSync(file),
  );
  return own === undefined ? "" : ` (${path.relative(root, own.file)}:${own.line}:${own.column})`;
}
