import { yaml } from '../../values/bundled-packages';
import { BareMetalIngressError, quoted, refuse } from '../../values/coded-error';
import { text } from '../../values/input';

const SECTIONS = ['address-pools', 'peers', 'bgp-communities', 'bfd-profiles'];

/** The configuration in a text, and what is known of the ConfigMap around it. */
export interface LegacyText {
  readonly config: object;
  /** The namespace of the ConfigMap. */
  readonly namespace?: string;
  /** Other keys of the ConfigMap, which MetalLB never read. */
  readonly otherKeys: readonly string[];
}

/** A whole ConfigMap, or what stands under its key `config`. */
export function readLegacyText(given: string): LegacyText {
  const fields = mapIn(text(given), 'the text');
  const { kind, metadata, data } = fields as { kind?: unknown; metadata?: { namespace?: unknown } | null; data?: unknown };
  if (kind === undefined) {
    return { config: withSections(fields), otherKeys: [] };
  }
  if (kind !== 'ConfigMap') {
    throw unreadable(`it is of kind ${quoted(kind)}`);
  }
  const { config, ...others } = (data ?? {}) as { config?: unknown };
  if (typeof config !== 'string') {
    throw unreadable('the ConfigMap has no text under its key "config"');
  }
  const namespace = metadata?.namespace;
  return {
    config: withSections(mapIn(config, 'the text under "config"')),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    otherKeys: Object.keys(others),
  };
}

function mapIn(yamlText: string, where: string): object {
  const value = parsed(yamlText);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(`${where} holds ${value === null ? 'nothing' : quoted(value)}, not a group of named values`);
  }
  return value;
}

function parsed(yamlText: string): unknown {
  try {
    return yaml().parse(yamlText, { merge: true, logLevel: 'error' }) as unknown;
  } catch (error) {
    throw unreadable((error as Error).message.split('\n')[0].replace(/[.:]$/, ''));
  }
}

/** Something of a configuration has to be there, or the text is of another kind. */
function withSections(config: object): object {
  if (!SECTIONS.some((section) => section in config)) {
    throw unreadable(`it has none of ${SECTIONS.join(', ')}`);
  }
  return config;
}

function unreadable(reason: string): BareMetalIngressError {
  const fix = 'pass the YAML of the ConfigMap that MetalLB read before 0.13, or the text under its key "config"';
  return refuse('metallb.legacy-unreadable', `this is no configuration of MetalLB before 0.13: ${reason}`, fix);
}
