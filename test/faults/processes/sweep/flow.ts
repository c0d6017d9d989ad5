import type { Role } from '../../../../src/platform/context/request-context';
import type { Caller, Reply } from '../service';
import type { Town } from '../town';

/** One piece of money on its way, with what finds it on every wire. */
export interface Subject {
  /** Of the request that moves it. */
  readonly key: string;
  readonly invoiceId: string;
  /** An id that the transaction which stores the intent carries. */
  readonly carried: string;
  /** What the flow itself needs to know. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A way money moves with Stripe's help: the points of a crash are the same for all of them. */
export interface Flow {
  readonly name: string;
  /** Who asks for it. */
  readonly role: Role;
  /** The call at Stripe that moves the money, or opens the way for it. */
  readonly call: { readonly method: string; readonly path: string };
  /** Everything before the request that is cut off. */
  prepare(town: Town): Promise<Subject>;
  /** The request. Rejects when its connection is lost. */
  begin(desk: Caller, subject: Subject): Promise<Reply>;
  /** An id of the stored intent, which the transaction after Stripe's answer carries. */
  intentOf(town: Town, subject: Subject): Promise<string>;
  /** What others still have to do so that the money arrives: a patient pays the page, unless it is paid. */
  finish(town: Town, subject: Subject): Promise<void>;
  /** Codes that tell a repeat, under a key that was set free, that the effect is there already. */
  readonly over: readonly string[];
  /** What was asked for has happened, as the desk sees it. */
  outcome(town: Town, subject: Subject): Promise<unknown>;
  readonly expected: unknown;
  /** The same where nothing of it was ever stored, or nothing could be done about it without somebody. */
  readonly untouched: unknown;
}
