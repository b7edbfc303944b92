import { quoted } from '../values/coded-error';

const MOST = 4;

/** Names as a sentence has them: `"a"`, `"a" and "b"`, `"a", "b" and 5 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST ? MOST - 1 : MOST).map(quoted);
  const rest = names.length - shown.length;
  const words = rest > 0 ? [...shown, `${rest} more`] : shown;
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** `node "a"`, `nodes "a" and "b"`. */
export function counted(noun: string, names: readonly string[]): string {
  return `${noun}${names.length === 1 ? '' : 's'} ${listed(names)}`;
}
