/** Digits stay: they tell versions of one thing apart, and are no slip. */
const LETTER = /[a-z]/;

/** A name with each letter left out. */
export function shortened(name: string): string[] {
  return [...name].flatMap((letter, index) => (LETTER.test(letter) ? [name.slice(0, index) + name.slice(index + 1)] : []));
}

/** Whether one name is the other with a letter more, less or other, or two in the wrong order. */
export function isSlip(one: string, other: string): boolean {
  if (one.length !== other.length) {
    return shortened(one).includes(other) || shortened(other).includes(one);
  }
  const [first, second, ...more] = [...one].flatMap((letter, index) => (letter === other[index] ? [] : [index]));
  const isSwapped = second === first + 1 && one[first] === other[second] && one[second] === other[first];
  const areLetters = [one[first], other[first]].every((letter) => LETTER.test(letter ?? ''));
  return areLetters && more.length === 0 && (second === undefined || isSwapped);
}
