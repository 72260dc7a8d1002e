package dev.millrace.kit.path;

import java.util.Locale;

/** Where in a record a path begins. */
public enum PathRoot {
    /** Wherever the reader stands, such as the value or the body of a request: a path without a root. */
    HERE,
    /** The record's key: {@code $key}, {@code $key.id}. */
    KEY,
    /** The record's value: {@code $value}, {@code $value.id}. */
    VALUE,
    /** A header, by its name: {@code $header.trace}. */
    HEADER,
    /** The record's topic: {@code $topic}. */
    TOPIC,
    /** The number of the record's partition: {@code $partition}. */
    PARTITION,
    /** The record's time: {@code $timestamp}. */
    TIMESTAMP,
    /** The record's offset: {@code $offset}. */
    OFFSET;

    /** Whether steps may follow: key, value and header hold more than one thing. */
    boolean hasParts() {
        return switch (this) {
            case HERE, KEY, VALUE, HEADER -> true;
            case TOPIC, PARTITION, TIMESTAMP, OFFSET -> false;
        };
    }

    @Override
    public String toString() {
        return "$" + name().toLowerCase(Locale.ROOT);
    }
}
