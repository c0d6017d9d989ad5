/** Work whose beginning a test can await and whose end it decides. */
export function heldWork() {
  let finish: (value: unknown) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const end = new Promise<unknown>((resolve, reject) => ([finish, fail] = [resolve, reject]));
  const work = () => {
    begin();
    return end;
  };
  return { work, begun, finish, fail };
}
