//! JSON lines, of which each may be damaged on its own.

/** A line's value; null where it is no JSON. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The lines of a text that hold anything. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
