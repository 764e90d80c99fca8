/** What a name says of a value, and a value of itself: whether it is a credential, a placeholder, or names one. */

/** The words of a name: `dbPassword`, `DB_PASSWORD`, `--db-password` and `/app/db/password` end in `password`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

const PASSWORD_WORDS = ["password", "passwd", "passphrase", "pwd", "pass"];
/** Last words of names of other credentials, with what must stand before where one alone means little. */
const KEY_NAMES =
  /(?:^| )(?:secret|token|credentials?|api ?key|secret (?:access )?key|private ?key|signing key|encryption key|auth key|master key|webhook (?:key|secret))$/;

/** Whether a name is a password's: `DB_PASSWORD`, not `PASSWORD_MIN_LENGTH` and not the working directory `PWD`. */
export function namesPassword(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  const isWhole =
    PASSWORD_WORDS.includes(last) && (last.startsWith("passw") || last === "passphrase" || words.length > 1);
  return isWhole || /^[a-z]+(?:password|passwd)$/.test(last);
}

/** What a bundler puts into the pages everybody loads is public, whatever it is called. */
const PUBLIC = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|PUBLIC)_/;

/** Whether a name is that of a key, a token or another credential. */
export function namesKey(name: string): boolean {
  if (PUBLIC.test(name)) {
    return false;
  }
  return (
    KEY_NAMES.test(wordsOf(name).join(" ")) ||
    /^(?:api|secret|private|access)(?:key|token)$/.test(wordsOf(name).at(-1) ?? "")
  );
}

/** A text that stands for a value somebody still has to fill in: `CHANGE_ME`, `<token>`, `${TOKEN}`, `your-api-key-here`. */
export function isPlaceholder(text: string): boolean {
  const plain = text.trim().toLowerCase();
  return (
    /^[<[{(%$].*[>\]})%]$/s.test(plain) ||
    /\$\{|\{\{|\$\(/.test(plain) ||
    /^(?:[x*.#\-_?]+|.)$/.test(plain) ||
    // Words alone: with digits and signs it may be a password all the same.
    (/^[a-z][a-z\s_.-]*$/.test(plain) &&
      /change[\s_-]?(?:me|this|it)|replace|placeholder|^your\b|^your[_-]|dummy|mock|fake|localstack|example|todo|fixme|set[\s_-]?me|to[\s_-]?be|^none$|^null$|^n\/a$|^empty$|update[\s_-]?me|initial|^tbd$|^test$|^default$|^undefined$|^unset$/.test(
        plain,
      ))
  );
}

/** A text that says where a credential is, or is none: an ARN, an address without a password, a path, a number, a switch. */
export function isReference(text: string): boolean {
  return (
    /^(?:arn:|\/|\.{1,2}\/|[a-z]:\\)/i.test(text) ||
    (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/\/\/[^/]*:[^/]*@/.test(text)) ||
    /^[\w.-]+(?:\/[\w.-]+)+$/.test(text) ||
    /^(?:true|false|yes|no|on|off|enabled|disabled|required|optional|\d{1,5})$/i.test(text)
  );
}

/** Whether a text looks as if a machine had made it: a credential, rather than the name of one. */
export function looksGenerated(text: string): boolean {
  return (
    text.length >= 16 &&
    /^\S+$/.test(text) &&
    /[0-9]/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/.test(text)
  );
}
