/** Every secret a check came across, so that nothing it prints can hold one. */
import { existsSync } from "node:fs";
import { isHalfKnown, isMadeUp, maskUnknown, MASK } from "../../policy-pack/engine/made-up";
import { Redactor } from "../../policy-pack/engine/redact";
import { isUnknownSentinel } from "../../policy-pack/engine/wire";
import type { Registry } from "../model/registry";
import { textsOf } from "../model/values";
import type { Config } from "../project/config";
import { holdsSecret } from "./names";

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** `scheme://user:password@host`, the password in the group. */
const URL_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/@]+)@/gi;
/** `DB_PASSWORD=…` in a script, `Password=…;` in a connection string; name and value in the groups. */
const ASSIGNMENT = /\b([a-z_][\w.-]*)\s?[=:]\s?["']?([^\s"';&|,}]{4,})/gi;
/** What stands for a value that comes from elsewhere: a variable, a command, a template. */
const REFERENCE = /^[$<{%(]/;
/** Shorter environment variables are words of everyday use (`true`, `prod`), not secrets. */
const SHORTEST_VARIABLE = 6;
/** Fragments of a secret text between made-up parts; shorter ones are punctuation and common words. */
const SHORTEST_FRAGMENT = 8;
const LARGEST_DOCUMENT = 1024 * 1024;

/** Variables whose name only looks sensitive. */
const HARMLESS_VARIABLES = new Set(["PWD", "OLDPWD", "INIT_CWD"]);

/** A redactor for what a program's configuration and environment keep secret. */
export function redactorForInput(config: Config, environment: Readonly<Record<string, string | undefined>>): Redactor {
  const redactor = new Redactor();
  for (const [key, { value, secret }] of config) {
    if (isHalfKnown(value)) {
      continue; // Its secret parts are placeholders; the others stand in the file in plain text.
    }
    addValue(redactor, value, key.slice(key.indexOf(":") + 1), secret === true);
  }
  for (const [name, value = ""] of Object.entries(environment)) {
    const isSecret = holdsSecret(name) && !HARMLESS_VARIABLES.has(name) && value.length >= SHORTEST_VARIABLE;
    if (isSecret && !(value.startsWith("/") && existsSync(value))) {
      addText(redactor, value);
    }
  }
  return redactor;
}

/**
 * Adds what the resources of a program were given: values it marked secret, values of properties that are secret by
 * their name, private keys, and what lies inside of documents, scripts and URLs. Computed outputs are made up, so only
 * those of components, and of the stack itself, are the program's own.
 */
export function addResourceSecrets(redactor: Redactor, registry: Registry): void {
  for (const { inputs, outputs, custom } of registry.all) {
    addValue(redactor, inputs, "", false);
    if (!custom) {
      addValue(redactor, outputs, "", false);
    }
  }
}

/** Adds one secret, unless it is nothing but made up: that is not the program's, and reads better as it is. */
export function addText(redactor: Redactor, text: string): void {
  if (text === "" || isUnknownSentinel(text) || isMadeUp(text)) {
    return;
  }
  redactor.add(text);
  const fragments = maskUnknown(text).split(MASK);
  if (fragments.length > 1) {
    for (const fragment of fragments.filter((each) => each.trim().length >= SHORTEST_FRAGMENT)) {
      redactor.add(fragment);
    }
  }
}

function addValue(redactor: Redactor, value: unknown, name: string, secret: boolean): void {
  for (const each of textsOf(value, name, secret)) {
    if (each.secret || holdsSecret(each.name) || PRIVATE_KEY.test(each.text)) {
      addText(redactor, each.text);
    }
    addEmbedded(redactor, each.text, each.secret);
  }
}

/** Secrets inside of a text that need not be secret as a whole. */
function addEmbedded(redactor: Redactor, text: string, secret: boolean): void {
  if (/^\s*[[{]/.test(text) && text.length <= LARGEST_DOCUMENT) {
    const document = parsed(text);
    if (document !== undefined) {
      addValue(redactor, document, "", secret);
      return;
    }
  }
  for (const [, password = ""] of text.matchAll(URL_PASSWORD)) {
    addUnlessReference(redactor, password);
  }
  for (const [, name = "", value = ""] of text.matchAll(ASSIGNMENT)) {
    if (holdsSecret(name)) {
      addUnlessReference(redactor, value);
    }
  }
}

function addUnlessReference(redactor: Redactor, value: string): void {
  if (!REFERENCE.test(value)) {
    addText(redactor, value);
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
