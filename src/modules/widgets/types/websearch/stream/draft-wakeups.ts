import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Listener } from '../../../../../platform/database/listener.js';
import { DRAFTS_CHANNEL } from './drafts.repository.js';

/** Wakes those who follow a summary as soon as something about it changes; one subscription for all of a process. */
@Injectable()
export class DraftWakeups implements OnModuleDestroy {
  private readonly sleepers = new Map<string, Set<() => void>>();
  private stopListening: (() => void) | null = null;
  private isOver = false;

  constructor(private readonly listener: Listener) {}

  /** Whether the process is about to end, and nobody is to sleep any more. */
  get isEnding(): boolean {
    return this.isOver;
  }

  /** A promise of the next change, or that so much time went by; to be made before one looks, so that none is missed. */
  next(summaryId: string, patienceMs: number): { readonly woken: Promise<void>; cancel(): void } {
    this.stopListening ??= this.listener.listen(DRAFTS_CHANNEL, (id) => {
      this.wake(id);
    });
    let cancel = (): void => undefined;
    const woken = new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.forget(summaryId, end);
        resolve();
      };
      const timer = setTimeout(end, this.isOver ? 0 : patienceMs);
      this.sleepers.set(summaryId, (this.sleepers.get(summaryId) ?? new Set()).add(end));
      cancel = end;
    });
    return {
      woken,
      cancel: () => {
        cancel();
      },
    };
  }

  onModuleDestroy(): void {
    this.isOver = true;
    this.stopListening?.();
    this.wake(undefined);
  }

  /** Messages may have been missed where none says what changed. */
  private wake(summaryId: string | undefined): void {
    const sets = summaryId === undefined ? [...this.sleepers.values()] : [this.sleepers.get(summaryId) ?? []];
    for (const end of sets.flatMap((set) => [...set])) end();
  }

  private forget(summaryId: string, end: () => void): void {
    const sleepers = this.sleepers.get(summaryId);
    sleepers?.delete(end);
    if (sleepers?.size === 0) this.sleepers.delete(summaryId);
  }
}
