import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-shapes.tsx';
import { Key } from './keys/key.tsx';

export type ButtonProps = {
  readonly children?: ReactNode;
  readonly onPress: () => void;
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'cord' | 'stopped';
  readonly icon?: IconName;
  /** The key that does the same, as in the key map. */
  readonly chord?: string | undefined;
  readonly isSmall?: boolean;
  /** The reason must stand beside the button in words: whoever disables it shows it. */
  readonly isDisabled?: boolean;
  /** What it does, where the face is an icon only. */
  readonly label?: string;
};

export function Button({ children, onPress, kind = 'plain', icon, chord, isSmall, isDisabled, label }: ButtonProps) {
  const isIconOnly = children === undefined;
  const classes = ['button', kind !== 'plain' && `button-${kind}`, isSmall && 'button-small', isIconOnly && 'button-icon'];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      onClick={onPress}
      disabled={isDisabled}
      aria-label={label}
      title={label}
    >
      {icon && <Icon name={icon} />}
      {children}
      {chord && !isIconOnly && <Key chord={chord} />}
    </button>
  );
}
