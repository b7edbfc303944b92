/** Columns aligned by spaces, a line for each row; a dash where there is nothing. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const lines = [head, ...rows.map((row) => row.map((cell) => (cell === undefined || cell === '' ? '-' : cell)))];
  const widths = head.map((_, column) => lines.reduce((width, line) => Math.max(width, line[column].length), 0));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
