/** What these tests read of a board. */
export interface BoardView {
  readonly date: string;
  readonly widgets: readonly {
    readonly id: string;
    readonly type: string;
    readonly title: string;
    readonly position: number;
    readonly score: number;
    readonly reasons: readonly { readonly code: string; readonly text: string; readonly weight: number }[];
    readonly data: unknown;
    readonly dataError?: { readonly code: string; readonly message: string };
  }[];
}
