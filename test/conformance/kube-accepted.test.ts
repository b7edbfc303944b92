import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Answer, ours } from '../../conformance/runner/delivery';
import { declaredFacts, documentsOf } from '../../conformance/runner/dist-cluster';
import { accepted } from '../../conformance/runner/suites/accepted';

const cases = accepted.cases();

test('every cluster of dist/ is a case', () => {
  const folders = readdirSync(join(__dirname, '../../dist'));
  expect(cases.map(({ folder }) => folder)).toEqual(folders.map((name) => `dist/${name}`));
  expect([...declaredFacts().keys()].sort()).toEqual(folders);
});

test('every document of dist/ has a name of its own in the answer', () => {
  for (const { folder, objects, documents } of cases) {
    expect(objects).toHaveLength(documents);
    const titles = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    expect({ folder, unique: new Set(titles).size }).toEqual({ folder, unique: documents });
  }
});

test('namespaces come first and webhook configurations last', () => {
  const kinds = documentsOf('dist/nginx-edge').map(({ object }) => object.kind);
  expect([kinds[0], kinds.at(-1)]).toEqual(['Namespace', 'ValidatingWebhookConfiguration']);
});

describe('what counts as a change', () => {
  const answer = (status: string, spec: string, time: string) => ({
    status: 200,
    causes: [],
    warnings: [],
    object: {
      metadata: {
        name: 'a',
        uid: '1',
        resourceVersion: status + spec,
        managedFields: [
          { manager: 'conformance', time },
          { manager: 'controller', time: status },
        ],
      },
      spec: { type: spec },
      status: { result: status },
    },
  });
  const before = ours(answer('old', 'a', '1'));

  test('is what we wrote, not what a controller says of it', () => {
    expect(ours(answer('new', 'a', '1'))).toEqual(before);
    expect(ours(answer('old', 'b', '1'))).not.toEqual(before);
    expect(ours(answer('old', 'a', '2'))).not.toEqual(before);
  });
});

describe('the difference', () => {
  const [aCase] = cases.filter(({ name }) => name === 'production');
  const titles = ['Namespace', 'IPAddressPool'];
  const small = {
    ...aCase,
    documents: 1,
    objects: [{ apiVersion: 'v1', kind: titles[0], metadata: { name: 'a' } }],
    addresses: { 'a/b': ['10.0.0.1'] },
  };
  const right: Answer = { documents: [['Namespace a', { accepted: true, unchanged: true }]], addresses: { 'a/b': ['10.0.0.1'] } };

  test('there is none when all is accepted and stays as it is', () => {
    expect(accepted.difference(small, right)).toBeUndefined();
  });

  test('a warning that is listed is expected', () => {
    const warning = { document: 'Namespace a', text: 'old', reason: 'known' };
    const warned: Answer = { ...right, documents: [['Namespace a', { accepted: true, unchanged: true, warnings: ['old'] }]] };
    expect(accepted.difference({ ...small, warnings: [warning] }, warned)).toBeUndefined();
    expect(accepted.difference({ ...small, warnings: [warning] }, right)).toBeDefined();
    expect(accepted.difference(small, warned)).toBeDefined();
  });

  test.each<[string, Answer]>([
    ['a refusal', { ...right, documents: [['Namespace a', { accepted: false, unchanged: true, refusal: '403: no' }]] }],
    ['a change by the second apply', { ...right, documents: [['Namespace a', { accepted: true, unchanged: false }]] }],
    ['another document', { ...right, documents: [['Namespace b', { accepted: true, unchanged: true }]] }],
    ['one document more', { ...right, documents: [...right.documents, ...right.documents] }],
    ['another address', { ...right, addresses: {} }],
  ])('%s is noticed', (_what, answer) => {
    expect(accepted.difference(small, answer)).toBeDefined();
  });

  test('a document that was added to dist/ without the case is noticed', () => {
    expect(accepted.difference({ ...small, documents: 2 }, right)).toContain('1 documents, expected 2');
  });
});
