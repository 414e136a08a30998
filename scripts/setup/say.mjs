/** Progress goes to the standard error, so that what a command answers stands alone on the standard output. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A step that cannot be carried out, with what the person can do about it. Ends the set-up with status 3. */
export class SetupError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}
