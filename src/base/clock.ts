/** Where time comes from. Tests give their own; nothing else in the core reads the wall clock. Milliseconds since 1970. */
export type Clock = () => number;
