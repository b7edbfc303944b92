import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driftOf, readAnswers, writeAnswers } from '../../conformance/runner/answers';
import { Suite } from '../../conformance/runner/suite';
import { allSuites } from '../../conformance/runner/suites/all';

// What the real programs said stands in conformance/answers/: here our code is held to it, without them.

describe.each(allSuites.map((suite) => [suite.name, suite] as const))('suite %s', (name, suite) => {
  const cases = suite.cases();
  const recorded = readAnswers(name) ?? { versions: {}, answers: {} };

  test('has an answer for every case, and a case for every answer', () => {
    expect(Object.keys(recorded.answers).sort()).toEqual(cases.map((aCase) => aCase.name).sort());
  });

  test('has answers of the programs that are asked today', () => {
    expect(recorded.versions).toEqual(suite.versions);
  });

  test('agrees with every answer', () => {
    const differences = cases.map((aCase) => suite.difference(aCase, recorded.answers[aCase.name]));
    expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
  });

  test('notices any value of an answer that is altered', () => {
    for (const aCase of cases) {
      const answer = recorded.answers[aCase.name];
      const missed = alterations(answer).filter((altered) => suite.difference(aCase, altered) === undefined);
      expect({ case: aCase.name, missed }).toEqual({ case: aCase.name, missed: [] });
    }
  });
});

describe('an answers file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'answers-'));
  const suite: Suite = {
    name: 'sample',
    side: 'expected',
    versions: { program: '1.0' },
    cases: () => [{ name: 'one' }, { name: 'two' }],
    ask: () => Promise.resolve(new Map()),
    difference: () => undefined,
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read as it was written, with the keys in one order', () => {
    writeAnswers(
      suite,
      new Map<string, unknown>([
        ['two', { status: 200, body: ['b', 'a'] }],
        ['one', 'refused'],
      ]),
      folder,
    );
    expect(readAnswers('sample', folder)).toEqual({
      versions: { program: '1.0' },
      answers: { one: 'refused', two: { body: ['b', 'a'], status: 200 } },
    });
    expect(readFileSync(join(folder, 'sample.json'), 'utf8')).toMatch(
      /"answers": \{\n {4}"one": "refused",\n {4}"two": \{\n {6}"body"[\s\S]*\}\n$/,
    );
  });

  test('keeps the answer to a case that could not be asked again, and drops what is no case any more', () => {
    writeAnswers(
      suite,
      new Map<string, unknown>([
        ['one', 'refused'],
        ['two', 'accepted'],
      ]),
      folder,
    );
    writeAnswers(
      suite,
      new Map<string, unknown>([
        ['one', { skipped: 'no network' }],
        ['two', 'changed'],
        ['three', 'gone'],
      ]),
      folder,
    );
    expect(readAnswers('sample', folder)?.answers).toEqual({ one: 'refused', two: 'changed' });
  });

  test('is refused once it was changed by hand', () => {
    writeAnswers(
      suite,
      new Map<string, unknown>([
        ['one', 'refused'],
        ['two', 'accepted'],
      ]),
      folder,
    );
    const file = join(folder, 'sample.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"refused"', '"refused by hand"'));
    expect(() => readAnswers('sample', folder)).toThrow('answers/sample.json was changed by hand');
  });

  test('tells which answers are other ones today', () => {
    const recorded = { versions: {}, answers: { one: { status: 200 }, two: 'accepted' } };
    expect(
      driftOf(
        'sample',
        new Map<string, unknown>([
          ['one', { status: 200 }],
          ['two', { skipped: 'no network' }],
        ]),
        recorded,
      ),
    ).toEqual([]);
    expect(driftOf('sample', new Map<string, unknown>([['one', { status: 404 }]]), recorded)).toEqual([
      'one: recorded {"status":200}, now {"status":404}',
    ]);
    expect(driftOf('sample', new Map(), undefined)).toEqual(['nothing is recorded for sample: --record writes it']);
  });
});

/** The answer with one of its values altered, for each of them. */
function alterations(value: any): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : 'altered'];
  }
  const entries = Object.entries<unknown>(value);
  return entries.flatMap(([key, field]) => alterations(field).map((altered) => replaced(value, key, altered)));
}

function replaced(value: any, key: string, field: unknown): unknown {
  return Array.isArray(value) ? value.map((item, index) => (index === Number(key) ? field : item)) : { ...value, [key]: field };
}
