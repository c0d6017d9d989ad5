import type { CardLabel } from '../../domain/payments/saved-card';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Button } from '../ui/button';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { LABEL_NAMES } from './card-words';

/** A card on file as the desk sees it. Its number and its expiry date are shown nowhere. */
export interface CardShown {
  readonly id: string;
  /** `Visa ending 4242`. */
  readonly name: string;
  readonly label: CardLabel;
  readonly isDefault: boolean;
  readonly expiry: 'good' | 'soon' | 'expired';
  readonly addedOn: BusinessDate;
  /** The most the patient agreed to at a time; left out for whatever is owed. */
  readonly most?: Money;
}

/** Whose money it is, and what the desk should know before charging it. */
export function CardTags({ card }: { readonly card: CardShown }) {
  return (
    <span class="tags">
      <Tag tone={card.label === 'personal' ? 'neutral' : 'calm'}>{LABEL_NAMES[card.label]}</Tag>
      {card.isDefault ? <Tag tone="good">Offered first</Tag> : null}
      {card.expiry === 'soon' ? <Tag tone="warn">Expires soon</Tag> : null}
      {card.expiry === 'expired' ? <Tag tone="bad">Expired</Tag> : null}
    </span>
  );
}

export interface CardsOnFileProps {
  readonly patientId: string;
  readonly csrf: string;
  readonly cards: readonly CardShown[];
  readonly mayManage: boolean;
}

/** The patient's saved cards, and the way to another one. */
export function CardsOnFile({ patientId, csrf, cards, mayManage }: CardsOnFileProps) {
  const base = `/patients/${patientId}/cards`;
  return (
    <Card
      title="Cards on file"
      id="cards"
      isFlush={cards.length > 0}
      aside={mayManage ? <a href={`${base}/new`}>Add a card</a> : null}
    >
      {cards.length > 0 ? (
        <ul class="queue">
          {cards.map((card) => (
            <li key={card.id} id={`card-${card.id}`}>
              <div class="queue-text">
                <strong>{card.name}</strong>
                <CardTags card={card} />
                <span class="under">
                  {`Saved ${formatDate(card.addedOn)}${card.most ? ` · at most ${card.most.format()} at a time` : ''}`}
                </span>
                {mayManage ? (
                  <span class="row-actions">
                    {card.isDefault || card.expiry === 'expired' ? null : (
                      <form method="post" action={`${base}/${card.id}/default`}>
                        <FormTokens csrf={csrf} />
                        <Button kind="quiet">
                          Offer first<span class="visually-hidden">: {card.name}</span>
                        </Button>
                      </form>
                    )}
                    <a href={`${base}/${card.id}/remove`}>
                      Remove<span class="visually-hidden"> {card.name}</span>
                    </a>
                  </span>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="No card on file" />
      )}
    </Card>
  );
}
