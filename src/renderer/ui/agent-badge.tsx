/** An agent's first letter in a box and its name. */
export function AgentBadge({ name }: { name: string }) {
  return (
    <span className="agent">
      <i aria-hidden="true">{name.slice(0, 1).toUpperCase()}</i>
      <span className="ell">{name}</span>
    </span>
  );
}
