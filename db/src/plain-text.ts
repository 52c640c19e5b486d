/** Text that a Postgres column can hold and a terminal can show: well-formed, without control characters, bounded. */
export function plainText(text: string, charactersMax: number): string {
  const clean = text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
  return clean.length <= charactersMax ? clean : `${clean.slice(0, charactersMax - 1).toWellFormed()}…`;
}
