import type { RE2JS } from 're2js';
import { re2 } from '../values/bundled-packages';
import { BareMetalIngressError, refuse } from '../values/coded-error';
import { text } from '../values/input';

const MOST_BYTES = 1024;

/**
 * A regular expression of RE2, as Go's `regexp` reads it, at most 1024 bytes.
 * @param id the id of the problem when it is none
 */
export function parseRegex(id: string, expression: string): string {
  const bytes = Buffer.byteLength(text(expression));
  if (bytes === 0) {
    throw wrong(id, 'the expression is empty', 'write one, or leave the condition out');
  }
  if (bytes > MOST_BYTES) {
    throw wrong(id, `the expression has ${bytes} bytes`, 'shorten it, or divide it among several matches');
  }
  const complaint = complaintAbout(expression);
  if (complaint !== undefined) {
    throw wrong(id, `the expression cannot be read: ${complaint}`, fixOf(expression));
  }
  return expression;
}

const compiled = new Map<string, RE2JS>();
const MOST_COMPILED = 1000;

/** An expression that was read, ready to be asked; those that were asked lately are kept. */
export function compile(expression: string): RE2JS {
  const known = compiled.get(expression);
  if (known !== undefined) {
    return known;
  }
  if (compiled.size >= MOST_COMPILED) {
    compiled.clear();
  }
  const fresh = re2().RE2JS.compile(expression);
  compiled.set(expression, fresh);
  return fresh;
}

function wrong(id: string, what: string, fix: string): BareMetalIngressError {
  return refuse(id, what, fix, `1 to ${MOST_BYTES} bytes of RE2`);
}

/** What RE2 says against it, such as "missing closing ): `(a`". */
function complaintAbout(expression: string): string | undefined {
  const { RE2JS, RE2JSSyntaxException } = re2();
  try {
    RE2JS.compile(expression);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) {
      throw error;
    }
    return error.message.replace(/^error parsing regexp: /, '');
  }
}

const LOOKAROUND = /\(\?<?[=!]/;
const BACKREFERENCE = /\\[1-9]/;

function fixOf(expression: string): string {
  if (LOOKAROUND.test(expression) || BACKREFERENCE.test(expression)) {
    return 'say it without lookaround and backreferences, which RE2 does not have';
  }
  return 'mend it, with a "\\" before each character that is to stand for itself';
}
