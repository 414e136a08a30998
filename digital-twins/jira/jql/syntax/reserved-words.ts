/** Words that have to stand in quotation marks, though the grammar does not use them (Jira docs, "Reserved words"). */
const reserved = new Set(
  `abort access add alias all alter any as audit avg begin between boolean break byte catch char character check checkpoint
  collate collation column commit connect continue count create current date decimal declare decrement default defaults
  define delete delimiter difference distinct divide do double drop else encoding end equals escape exclusive exec execute
  exists explain false fetch file field first float for function go goto grant greater group having identified if immediate
  increment index initial inner inout input insert int integer intersect intersection into isempty isnull join last left
  less like limit lock long max min minus mode modify modulo more multiply next noaudit notin nowait number object of
  option outer output power previous prior privileges public raise raw remainder rename resource return returns revoke
  right row rowid rownum rows select session set share size sqrt start strict string subtract sum synonym table then
  trans transaction trigger true uid union unique update user validate values view when whenever where while with`
    .split(/\s+/)
    .filter(word => word !== ''),
);

/** Words the grammar itself is made of. */
const keywords = new Set(
  'and or not in is was changed by before after from to on during order asc desc empty null cf'.split(' '),
);

export function isReserved(word: string): boolean {
  return reserved.has(word.toLowerCase());
}

export function isKeyword(word: string): boolean {
  return keywords.has(word.toLowerCase());
}

/** All words that want quotation marks, as `jqlReservedWords` lists them. */
export function listReservedWords(): string[] {
  return [...reserved, ...keywords].sort();
}
