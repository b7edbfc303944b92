import { text as asText } from '../values/input';
import { parseRegex } from './regex';

/** What a match of a text comes to once it was read. */
export interface ResolvedTextMatch {
  readonly kind: 'exact' | 'startsWith' | 'regex';
  readonly value: string;
}

/** Which texts are meant. Reported by the construct that uses it: `text.regex`, `input.type`. */
export class TextMatch {
  /** Just this text. */
  public static exact(value: string): TextMatch {
    return new TextMatch(() => ({ kind: 'exact', value: asText(value) }));
  }

  /** Every text that begins with these characters. */
  public static startsWith(text: string): TextMatch {
    return new TextMatch(() => ({ kind: 'startsWith', value: asText(text) }));
  }

  /** Every text that this RE2 expression matches as a whole; 1 to 1024 bytes. */
  public static regex(expression: string): TextMatch {
    return new TextMatch(() => ({ kind: 'regex', value: parseRegex('text.regex', expression) }));
  }

  private constructor(private readonly resolve: () => ResolvedTextMatch) {}

  /** @internal */
  public _resolve(): ResolvedTextMatch {
    return this.resolve();
  }
}
