import { Injectable } from '@nestjs/common';
import { DUE_NOUN } from '../../widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../../widgets/widget-type.registry.js';
import { placesOf, type Candidate, type Place } from '../policy/board-state.js';
import { nameOfBoard, nameOfPlace, type PlaceFacts } from './facts.js';
import type { WordedLines } from './model-wording.js';
import { descriptionByTemplate, titleByTemplate } from './templates.js';

/** A place with one line about why its widget matters today. */
export interface WordedPlace extends Place {
  readonly description: string;
}

/** The places of a board, in words. */
export interface WordedPlaces {
  readonly title: string;
  /** Whether any of its lines is a model's. */
  readonly wording: 'templates' | 'model';
  readonly places: readonly WordedPlace[];
}

/** The titles of widgets, by their ids. */
export type WidgetTitles = Readonly<Record<string, string>>;

/** Puts a choice into words: a model's, where it has said something about just these facts, and templates otherwise. */
@Injectable()
export class BoardWords {
  constructor(private readonly registry: WidgetTypeRegistry) {}

  /** The board of a ranking, in words. */
  word(ranking: readonly Candidate[], titles: WidgetTitles, lines: WordedLines): WordedPlaces {
    const facts = this.facts(ranking, titles);
    const title = lines[nameOfBoard(facts)];
    const descriptions = facts.map((place) => lines[nameOfPlace(place)]);
    return {
      title: title ?? titleByTemplate(facts),
      wording: [title, ...descriptions].some((line) => line !== undefined) ? 'model' : 'templates',
      places: facts.map((place, position) => ({
        widgetId: place.widgetId,
        position,
        score: place.score,
        reasons: place.reasons,
        description: descriptions[position] ?? descriptionByTemplate(place),
      })),
    };
  }

  /** What is known of the places of a ranking, in their order. */
  facts(ranking: readonly Candidate[], titles: WidgetTitles): (PlaceFacts & { readonly score: number })[] {
    const nouns = new Map(this.registry.all().map(({ key, dueNoun }) => [key, dueNoun]));
    const widgets = new Map(ranking.map(({ widget }) => [widget.id, widget]));
    return placesOf(ranking).flatMap(({ widgetId, score, reasons }) => {
      const widget = widgets.get(widgetId);
      if (!widget) return [];
      const { type, due, overdue, streakAtRisk } = widget;
      const title = titles[widgetId] ?? '';
      const noun = nouns.get(type) ?? DUE_NOUN;
      return [
        { widgetId, type, title, noun, due, overdue, isStreakAtRisk: streakAtRisk > 0, reasons, score },
      ];
    });
  }
}
