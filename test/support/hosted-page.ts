/** What a browser would see after submitting the hosted page. */
export interface HostedAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

/** Pays a hosted checkout of the sandbox as a patient would, with a published test card. */
export async function payHosted(url: string, card = '4242424242424242'): Promise<HostedAnswer> {
  const page = await fetch(url);
  if (page.status !== 200) throw new Error(`hosted page answered ${page.status}`);
  await page.text();
  const form = new URLSearchParams({
    email: 'patient@example.com',
    card_number: card,
    card_exp: '12/34',
    card_cvc: '123',
  });
  const answer = await fetch(url.split('?')[0] ?? url, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

/** Polls a condition that a webhook or a job will make true; the deadline is far beyond what either takes. */
export async function eventually<T>(probe: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const found = await probe();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it did not happen: ${what}`);
}
