import { ResolvedNamedMatch } from './http-match';
import { IncomingRequest } from './incoming-request';
import { ResolvedPathMatch } from './path-match';
import { ReadMatch } from './read-rule';
import { compile } from './regex';
import { ResolvedTextMatch } from './text-match';

/** Whether a request meets all conditions of a match, those of {@link isForConnection} among them. */
export function takes(match: ReadMatch, request: IncomingRequest): boolean {
  const { path, ignorePathCase, method, headers, withoutHeaders, queryParams, authority, scheme } = match;
  return (
    isForConnection(match, request) &&
    (path === undefined || takesPath(path, request.path, ignorePathCase === true)) &&
    (method === undefined || method.valueOf() === request.method) &&
    (authority === undefined || takesText(authority, request.authority)) &&
    (scheme === undefined || scheme === request.scheme) &&
    headers.every((header) => takesNamed(header, request.headers.get(header.name))) &&
    !withoutHeaders.some((header) => takesNamed(header, request.headers.get(header.name))) &&
    queryParams.every((parameter) => takesNamed(parameter, firstOf(request.query, parameter.name)))
  );
}

/** Whether a match is for requests of the connection at all: for its port, and for where it comes from. */
export function isForConnection(
  { port, sourceLabels, sourceNamespace }: Pick<ReadMatch, 'port' | 'sourceLabels' | 'sourceNamespace'>,
  request: IncomingRequest,
): boolean {
  return (
    (port === undefined || port === request.port) &&
    Object.entries(sourceLabels ?? {}).every(([key, value]) => request.sourceLabels[key] === value) &&
    (sourceNamespace === undefined || sourceNamespace === request.sourceNamespace)
  );
}

export function takesPath({ kind, value }: ResolvedPathMatch, path: string, ignoresCase: boolean): boolean {
  if (kind === 'regex') {
    return takesText({ kind, value }, path);
  }
  const [wanted, asked] = ignoresCase ? [lowerCased(value), lowerCased(path)] : [value, path];
  switch (kind) {
    case 'exact':
      return asked === wanted;
    case 'startsWith':
      return asked.startsWith(wanted);
    case 'prefix':
      return wanted === '/' || asked === wanted || asked.startsWith(`${wanted}/`);
  }
}

/** In lower case as far as the letters of ASCII go, which is what a path has. */
function lowerCased(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function takesText({ kind, value }: ResolvedTextMatch, text: string): boolean {
  switch (kind) {
    case 'exact':
      return text === value;
    case 'startsWith':
      return text.startsWith(value);
    case 'regex':
      return compile(value).matches(text);
  }
}

/** What is not there meets no condition. */
export function takesNamed({ kind, value }: Omit<ResolvedNamedMatch, 'name'>, found: string | undefined): boolean {
  return found !== undefined && (kind === 'present' || takesText({ kind, value }, found));
}

/** The first value that a parameter has in a query, as it is written there. */
function firstOf(query: string, name: string): string | undefined {
  const parameters = query
    .slice(1)
    .split('&')
    .map((parameter) => /^([^=]*)=?(.*)$/s.exec(parameter) ?? []);
  return query === '' ? undefined : parameters.find(([, key]) => key === name)?.[2];
}
