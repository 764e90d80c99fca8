/** Texts that were something else before JavaScript made texts of them. */
import { showElement } from "../show";
import type { Element } from "../statement";
import type { DocumentFault } from "./fault";

/** What the SDKs and JavaScript make of an Output, a Promise or an object that is put into a text. */
const NO_TEXT =
  /Calling \[to(?:String|JSON)\] on an \[Output|Calling __str__ on an Output|<pulumi\.output|\[object \w+\]/;
const NOTHING = /(?:^|[:/])(undefined|null|NaN)(?=$|[:/*])/;

/** Whether an entry is the text of an Output or an object: `pulumi-no-output-in-string` says so, and that is all. */
export function isNoText({ text }: Element): boolean {
  return NO_TEXT.test(text);
}

/** What is wrong with the text of a resource. */
export function* textFaults(element: Element): Generator<DocumentFault> {
  const { text, value } = element;
  const shown = showElement(element);
  const nothing = NOTHING.exec(text)?.[1];
  if (nothing !== undefined) {
    yield {
      at: value,
      message: `${shown} holds the text of a value that is not there (\`${nothing}\`). It names nothing that exists.`,
      remediation: "Pass the property that holds the name or the ARN; it was not set where the text was put together.",
    };
  } else if (/,\s*arn:/.test(text)) {
    yield {
      at: value,
      message: `${shown} is the text of a list: several ARNs, joined by commas. As one ARN it names nothing that exists.`,
      remediation: "Give `Resource` the list itself, not its text.",
    };
  }
}
