import type { StripeSettings } from '../../platform/config/config';

const STRIPE_CARD_PAGES = 'https://checkout.stripe.com';

/** Where the hosted card pages are: a form that opens one has to be let lead there. */
export const cardPagesOrigin = ({ sandboxUrl, apiBase }: StripeSettings): string =>
  new URL(sandboxUrl ?? apiBase ?? STRIPE_CARD_PAGES).origin;
