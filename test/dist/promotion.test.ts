import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { bookinfo } from '../../clusters/bookinfo';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { GitOpsApp } from '../../lib/synth/gitops-app';
import { filesOf } from '../support/dist';

const folders: string[] = [];
afterEach(() => jest.restoreAllMocks());
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

/** The files of the cluster; with other traffic for its canary than it says, what becomes of them when that one line of code is changed. */
function filesWith(traffic?: CanaryTraffic): Map<string, string> {
  if (traffic !== undefined) {
    jest.spyOn(CanaryTraffic, 'percent').mockReturnValue(traffic);
  }
  const outdir = mkdtempSync(join(tmpdir(), 'promotion-'));
  folders.push(outdir);
  const app: App = new GitOpsApp({ outdir });
  bookinfo(app);
  app.synth();
  jest.restoreAllMocks();
  return filesOf(outdir);
}

/** The lines that differ, each with its file, as `diff` shows them. */
function diff(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  expect([...after.keys()]).toEqual([...before.keys()]);
  return [...before].flatMap(([file, text]) => {
    const [old, now] = [text, after.get(file)!].map((content) => content.split('\n'));
    expect(now).toHaveLength(old.length);
    return old.flatMap((line, index) => (line === now[index] ? [] : [`${file} -${line.trim()}`, `${file} +${now[index].trim()}`]));
  });
}

const file = join('bookinfo', 'bookinfo.k8s.yaml');

test('promotion from 10 to 50 percent changes exactly two weights of the cluster', () => {
  const now = filesWith();
  expect(diff(now, filesWith(CanaryTraffic.percent(10)))).toEqual([]);
  expect(diff(now, filesWith(CanaryTraffic.percent(50)))).toEqual([
    `${file} -weight: 90`,
    `${file} +weight: 50`,
    `${file} -weight: 10`,
    `${file} +weight: 50`,
  ]);
});

test.each([
  [0, 1, [100, 0], [95, 5]],
  [1, 2, [95, 5], [75, 25]],
  [3, 4, [50, 50], [0, 100]],
])('and so does one step more, from %i to %i', (from, to, before, after) => {
  const step = (current: number) => filesWith(CanaryTraffic.steps([5, 25, 50, 100], current));
  expect(diff(step(from), step(to))).toEqual([0, 1].flatMap((index) => [`${file} -weight: ${before[index]}`, `${file} +weight: ${after[index]}`]));
});
