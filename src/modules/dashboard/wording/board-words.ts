import { Injectable } from '@nestjs/common';
import { DUE_NOUN, type Caption, type CaptionMoment } from '../../widgets/widget-type.contract.js';
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

/** What the types say about widgets on a day, by the ids of the widgets. */
export interface WidgetFacts {
  readonly titles: WidgetTitles;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly moment: CaptionMoment;
}

/** Puts a choice into words: a model's, if it has said something about just these facts, and templates otherwise. */
@Injectable()
export class BoardWords {
  constructor(private readonly registry: WidgetTypeRegistry) {}

  /** The board of a ranking, in words. */
  word(ranking: readonly Candidate[], known: WidgetFacts, lines: WordedLines): WordedPlaces {
    const facts = this.facts(ranking, known);
    const title = lines[nameOfBoard(facts)];
    // What to do about an empty widget is for its type to say.
    const descriptions = facts.map((place) => (place.isEmpty ? undefined : lines[nameOfPlace(place)]));
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
  facts(
    ranking: readonly Candidate[],
    { titles, facts, moment }: WidgetFacts,
  ): (PlaceFacts & { readonly score: number })[] {
    const types = new Map(this.registry.all().map((type) => [type.key, type]));
    const widgets = new Map(ranking.map(({ widget }) => [widget.id, widget]));
    return placesOf(ranking).flatMap(({ widgetId, score, reasons }) => {
      const widget = widgets.get(widgetId);
      const type = types.get(widget?.type ?? '');
      if (!widget || !type) return [];
      const { isEmpty, isOver, isAhead, due, overdue, streakAtRisk } = widget;
      const caption = widgetId in facts ? type.describe(facts[widgetId], moment) : NO_CAPTION;
      return [
        {
          widgetId,
          type: type.key,
          title: titles[widgetId] ?? '',
          noun: type.dueNoun ?? DUE_NOUN,
          isEmpty,
          isOver,
          isAhead,
          due,
          overdue,
          streakAtRisk,
          reasons,
          caption,
          score,
        },
      ];
    });
  }
}

/** Of a widget whose type can't be read at the moment. */
const NO_CAPTION: Caption = { description: '' };
