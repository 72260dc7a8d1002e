package dev.millrace.feed.plan;

/**
 * Where an item lies in a record, with all tables before it full.
 *
 * @param path the names as written, with dots; FILLER for an item without one
 * @param offset of its first occurrence, from 0
 * @param length of one occurrence, in bytes
 * @param times how often it occurs at most; {@link Integer#MAX_VALUE} without a limit
 * @param moves whether its offset or its length is not the same in all records
 * @param kind {@code group}, or what its coding is called
 */
public record Slot(String path, int offset, int length, int times, boolean moves, String kind) {}
