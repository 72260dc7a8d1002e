/**
 * What the console measures: figures of workers, read from exporters and by JMX; lag, counts and ages, asked of Kafka; and
 * the last hours of both, as charts. A look reads {@link dev.millrace.ops.figures.FigureAddresses}, hands its flows and
 * these figures to {@link dev.millrace.ops.figures.KafkaReadings}, and {@link dev.millrace.ops.figures.History} listens.
 */
@NullMarked
package dev.millrace.ops.figures;

import org.jspecify.annotations.NullMarked;
