/** Prepared statement names by text. Texts are literals in the code, or put together from few, so the map is bounded. */
const names = new Map<string, string>();

/** The name a text is prepared under, the same on every connection. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `q${names.size + 1}`;
    names.set(text, name);
  }
  return name;
}
