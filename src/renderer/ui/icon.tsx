import { type IconName, iconShapes } from './icon-shapes.tsx';

/** An outline beside a word, never instead of one; so it is hidden from those who hear the page. */
export function Icon({ name, size, className = '' }: { name: IconName; size?: 12 | 14; className?: string }) {
  return (
    <svg className={`icon ${size ? `icon-${size}` : ''} ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      {iconShapes[name]}
    </svg>
  );
}
