/**
 * Splits a command line into words as a POSIX shell does: blanks separate, quotes and backslashes protect. An unclosed
 * quote ends with the text.
 */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    if (letter === "\\" && quote !== "'" && index + 1 < text.length) {
      word = (word ?? "") + text.charAt(++index);
    } else if (quote !== "") {
      if (letter === quote) {
        quote = "";
      } else {
        word = (word ?? "") + letter;
      }
    } else if (letter === `"` || letter === "'") {
      quote = letter;
      word ??= "";
    } else if (/\s/.test(letter)) {
      if (word !== undefined) {
        words.push(word);
        word = undefined;
      }
    } else {
      word = (word ?? "") + letter;
    }
  }
  return word === undefined ? words : [...words, word];
}
