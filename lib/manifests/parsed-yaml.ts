import { yaml } from '../values/bundled-packages';

/** What a text inside a document says, as the YAML 1.1 of Go programs, to which `yes` is true; nothing where it cannot be read. */
export function parsedYaml(text: unknown): unknown {
  try {
    return typeof text === 'string' ? yaml().parse(text, { version: '1.1', logLevel: 'error' }) : undefined;
  } catch {
    return undefined; // of any kind: a syntax error, an alias of nothing, one that grows without end
  }
}
