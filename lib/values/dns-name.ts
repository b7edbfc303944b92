import { quoted, refuse } from './coded-error';
import { text as asText } from './input';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_1123 = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_1123 = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** RFC 1123 label: namespaces, subsets, port names, Istio Gateways. */
export function parseDnsLabel(text: string): string {
  return match(text, LABEL_1123, 63, 'lower-case letters, digits and "-", beginning and ending with a letter or digit, at most 63');
}

/** RFC 1123 subdomain: the names of most objects. */
export function parseDnsSubdomain(text: string): string {
  return match(
    text,
    SUBDOMAIN_1123,
    253,
    'lower-case letters, digits, "-" and ".", each part beginning and ending with a letter or digit, at most 253',
  );
}

/** RFC 1035 label: the names of Services. */
export function parseServiceName(text: string): string {
  return match(
    text,
    LABEL_1035,
    63,
    'lower-case letters, digits and "-", beginning with a letter, ending with a letter or digit, at most 63',
  );
}

function match(text: string, pattern: RegExp, most: number, allowed: string): string {
  if (!pattern.test(asText(text)) || text.length > most) {
    throw refuse('name.syntax', `${quoted(text)} is not a valid name`, 'rename it within these rules', allowed);
  }
  return text;
}
