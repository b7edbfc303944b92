/** Problems of ours that no document could have, and why: what a case would show of them is nothing. */
export const noCounterpart: Readonly<Record<string, string>> = {
  'chart.missing': 'no document comes of a construct outside a chart',
  'cluster.nested': 'a folder in a folder: documents do not know of either',
  'file.collision': 'two files are one on some file systems: documents have no file names',
  'file.name': 'documents have no file names',
  'ingress.retired': 'a warning about a program, not about a document',
  'istio.gateway-name-unused': 'a name that no document would have',
  'nginx.rule-order': 'an Ingress has no order of rules that it could contradict',
  'reference.unreadable': 'no document comes of an object that cannot be rendered',
};
