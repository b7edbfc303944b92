import { isCodedError } from '../values/coded-error';

/** The texts that can be read. What cannot is reported by the construct, or the schema check, that was given it. */
export function readable<T>(texts: readonly string[], parse: (text: string) => T): T[] {
  return texts.flatMap((text) => {
    try {
      return [parse(text)];
    } catch (error) {
      if (isCodedError(error)) {
        return [];
      }
      throw error;
    }
  });
}
