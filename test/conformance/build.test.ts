import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryName, binaryOf, CannotBuild } from '../../conformance/runner/build';

const folder = mkdtempSync(join(tmpdir(), 'build-'));
afterAll(() => rmSync(folder, { recursive: true }));

function nameAfter(file: string, text: string): string {
  mkdirSync(join(folder, 'kube', 'internal'), { recursive: true });
  writeFileSync(join(folder, 'kube', file), text);
  return binaryName('kube', folder);
}

test('a binary is named by everything it is made of, and by nothing else', () => {
  const first = nameAfter('go.mod', 'module kube');
  expect(first).toMatch(/^kube-[0-9a-f]{12}$/);
  const second = nameAfter('internal/isolate.go', 'package internal');
  expect(second).not.toBe(first);
  expect(nameAfter('go.sum', 'k8s.io/api v0.36.3')).not.toBe(second);
  const all = nameAfter('main.go', 'package main');
  expect(nameAfter('main_test.go', 'package main')).toBe(all);
  expect(nameAfter('README.md', 'how it works')).toBe(all);
});

test('the name says how it is built too: two programs of one module do not share one', () => {
  const [oracle, traffic] = [binaryName('oracle'), binaryName('traffic')];
  expect(oracle.replace('oracle', '')).not.toBe(traffic.replace('traffic', ''));
});

test('where nothing may be built, a missing program is a reason to skip', async () => {
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = folder;
  try {
    await expect(binaryOf('kube', false, () => undefined)).rejects.toThrow(CannotBuild);
  } finally {
    process.env.XDG_CACHE_HOME = before ?? '';
  }
});
