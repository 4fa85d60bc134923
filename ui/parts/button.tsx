import type { ComponentChildren } from 'preact';

interface Props {
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly label?: string;
  /** Nothing happens, but the focus stays: a disabled button would lose it while something runs. */
  readonly isIdle: boolean;
  onPress(): unknown;
}

/** A button that is there even while it cannot be used. */
export function Button({ children, class: name = '', label, isIdle, onPress }: Props) {
  return (
    <button
      type="button"
      class={name}
      aria-label={label}
      aria-disabled={isIdle}
      onClick={() => {
        if (!isIdle) onPress();
      }}
    >
      {children}
    </button>
  );
}
