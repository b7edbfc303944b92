import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { Host } from '../values/host';
import { madeBy, text } from '../values/input';
import { parsePort } from '../values/port';
import { HttpRewrite, PathRewrite } from './http-rewrite';
import { ReadFilters } from './read-rule';
import { readOptionalStruct } from './read-struct';

const WORDS = ['path', 'host'] satisfies (keyof HttpRewrite)[];
const parsePathRewrite = madeBy(PathRewrite, 'PathRewrite.prefix(…), or another of its ways');

export function readRewrite(findings: Findings, field: string, given: HttpRewrite | undefined): ReadFilters['rewrite'] {
  const rewrite = readOptionalStruct(findings, field, given, WORDS);
  if (rewrite === undefined) {
    return undefined;
  }
  if (WORDS.every((word) => rewrite[word] === undefined)) {
    findings.error({ id: 'rewrite.empty', what: 'the rewrite changes nothing', fix: 'set path or host, or leave it out' }, field);
  }
  return {
    path: findings.parseOptional(`${field}.path`, rewrite.path, (path) => parsePathRewrite(path)._resolve()),
    host: findings.parseOptional(`${field}.host`, rewrite.host, parseHostRewrite),
  };
}

function parseHostRewrite(given: string): string {
  const [, host, port] = /^(.*?)(?::(.*))?$/s.exec(text(given)) as unknown as [string, string, string | undefined];
  if (Host.parse(host).isWildcard) {
    throw refuse('rewrite.host', `${quoted(given)} is not one host`, 'write an exact DNS name');
  }
  if (port !== undefined) {
    parsePort(/^[1-9]\d*$/.test(port) ? Number(port) : NaN);
  }
  return given;
}
