package dev.millrace.kit.change;

/**
 * What a round tells of a row that it brought.
 *
 * @param kind new or changed
 * @param place the record that tells of it comes from here
 */
public record Change(ChangeKind kind, Place place) {}
