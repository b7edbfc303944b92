import { quoted, refuse } from './coded-error';
import { parseDnsSubdomain } from './dns-name';
import { text as asText } from './input';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** `[prefix/]name`: the prefix is a DNS subdomain, the name at most 63 characters (kube-apiserver). */
export function parseLabelKey(text: string): string {
  const slash = asText(text).indexOf('/');
  if (slash >= 0) {
    parseDnsSubdomain(text.slice(0, slash));
  }
  return match(
    'label.key',
    text,
    text.slice(slash + 1),
    'letters, digits, "-", "_" and ".", beginning and ending with a letter or digit, at most 63',
  );
}

/** Empty, or at most 63 characters with a letter or digit at both ends (kube-apiserver). */
export function parseLabelValue(text: string): string {
  return asText(text) === ''
    ? text
    : match(
        'label.value',
        text,
        text,
        'empty, or letters, digits, "-", "_" and ".", beginning and ending with a letter or digit, at most 63',
      );
}

function match(id: string, text: string, name: string, allowed: string): string {
  if (!NAME.test(name) || name.length > 63) {
    throw refuse(id, `${quoted(text)} is not a valid ${id.replace('.', ' ')}`, 'change it within these rules', allowed);
  }
  return text;
}
