/**
 * Text that others wrote: agents, products, repositories. It is shown as text and nothing else, keeps its own writing
 * direction from disturbing ours, and long words wrap.
 */
export function Foreign({
  children,
  className = '',
  as: As = 'span',
}: {
  children: string;
  className?: string;
  as?: 'span' | 'p' | 'h1' | 'h3' | 'div' | 'b';
}) {
  return (
    <As className={`foreign ${className}`} dir="auto" title={className.includes('ell') ? children : undefined}>
      {children}
    </As>
  );
}
