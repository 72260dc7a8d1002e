package dev.millrace.ops.audit;

/**
 * A record that belongs to what is followed; coordinates and codes, never payload.
 *
 * @param time of the event, or of the record where it is none, in ISO 8601
 * @param at topic, partition and offset
 * @param kind {@code data}, {@code dead-letter}, or what a side record calls itself: audit, malformed, ack, session, rejected
 * @param action what was done, such as {@code receive} or {@code delivered}; empty where nobody tells
 * @param actor connector and task; empty where nobody tells
 * @param object what it was done to: a file, a record, an address
 * @param outcome how it ended, with the reason
 * @param why the record belongs to it
 */
record TraceStep(
        String time, String at, String kind, String action, String actor, String object, String outcome, String why) {}
