package dev.millrace.ops.dlq;

import org.jspecify.annotations.Nullable;

/**
 * What decides which of the records that are set aside are meant, in the words of whoever asks; {@link Selection} reads it.
 *
 * @param topic that holds them
 * @param where a condition over the cause; null for all
 * @param fromTime a point in time, or how long ago, such as 6h
 * @param toTime the same; what is of this time is not meant any more
 * @param partition of the topic
 * @param fromOffset in the topic
 * @param toOffset which is not meant any more
 * @param limit the highest number of records, the oldest ones first
 * @param headers whose headers tell the cause: auto, a writer, or a properties file
 */
public record Criteria(
        String topic,
        @Nullable String where,
        @Nullable String fromTime,
        @Nullable String toTime,
        @Nullable Integer partition,
        @Nullable Long fromOffset,
        @Nullable Long toOffset,
        @Nullable Long limit,
        String headers) {

    /** Tells the writer of the headers by the headers. */
    public static final String AUTO = "auto";

    /** All records of a topic. */
    public static Criteria all(String topic) {
        return new Criteria(topic, null, null, null, null, null, null, null, AUTO);
    }

    /** The one record at a place. */
    public static Criteria one(String topic, int partition, long offset) {
        return new Criteria(topic, null, null, null, partition, offset, offset + 1, null, AUTO);
    }

    /** Whether every record of the topic is meant. */
    public boolean isAll() {
        return equals(new Criteria(topic, null, null, null, null, null, null, null, headers));
    }

    /** In one line; the same for the same question. */
    String text() {
        return "topic=" + topic + " where=" + where + " time=" + fromTime + ".." + toTime + " partition=" + partition
                + " offset=" + fromOffset + ".." + toOffset + " limit=" + limit + " headers=" + headers;
    }
}
