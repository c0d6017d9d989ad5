const KEYS = [
  ['/', 'Find a patient (also Ctrl-K)'],
  ['↑ ↓', 'Move through the rows of a list'],
  ['Enter', 'Open the row; in a form, go on to the review'],
  ['C', 'Charge a visit'],
  ['P', 'Take a payment'],
  ['1 … 9', 'While paying: put the rest on that tender'],
  ['=', 'While paying: put the rest in this field'],
  ['R', 'Open the receipt'],
  ['T', 'After a payment: back to the row of the day'],
  ['?', 'Show this help'],
] as const;

/** The keyboard's help, opened by the script; without scripts no single key does anything, so nothing is missing. */
export function HelpDialog() {
  return (
    <dialog class="help" id="help" aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" id="keys-on" checked />
        <span>Single keys work on this computer</span>
      </label>
      <form method="dialog">
        <button type="submit" class="button button-secondary">
          Close
        </button>
      </form>
    </dialog>
  );
}
