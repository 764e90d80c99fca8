/**
 * Rewrites `policy-pack/data/*.json` and `tools/data/*.json`, the facts that age, from pinned packages of the registries.
 *
 * `npm run update-data [-- FILE…]`, all of them by default. Needs Python with pip, and the package registry; nothing at test or run time does.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXTRACTORS } from "./data/extract";
import { withSources } from "./data/sources";
import { ROOT } from "./rule-files";

const DIRECTORY = "policy-pack/data";

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const extractors = EXTRACTORS.filter(({ file }) => wanted.length === 0 || wanted.includes(file));
  await withSources((sources) => {
    for (const extractor of extractors) {
      const directory = path.join(ROOT, extractor.directory ?? DIRECTORY);
      mkdirSync(directory, { recursive: true });
      const file = path.join(directory, extractor.file);
      const facts = extractor.extract(sources);
      // The date says when the facts last changed or were confirmed from another version, not when the tool ran.
      const source = extractor.from.map((name) => sources.nameOf(name)).join(", ");
      const previous = existsSync(file)
        ? (JSON.parse(readFileSync(file, "utf8")) as { source?: string; date?: string })
        : {};
      const date = previous.source === source && previous.date !== undefined ? previous.date : today();
      writeFileSync(file, `${JSON.stringify({ about: extractor.about, source, date, ...facts })}\n`);
      console.log(`${path.relative(ROOT, file)}: ${source}, ${date}`);
    }
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

void main();
