/** A value that a field cannot take; the text is Jira's. */
export class FieldError extends Error {}
