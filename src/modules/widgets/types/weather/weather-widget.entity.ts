import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Widget } from '../../widget.entity.js';

/** Which place a widget shows, so that a place's widgets are found without reading settings. */
@Entity('weather_widgets')
@Index('weather_widgets_north_east_idx', ['north', 'east'])
export class WeatherWidgetPlace {
  @ForeignKey(() => Widget, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  widgetId: string;

  @Column('integer')
  north: number;

  @Column('integer')
  east: number;

  /** The place's version that the widget's user was told of. */
  @Column('integer')
  toldVersion: number;
}
