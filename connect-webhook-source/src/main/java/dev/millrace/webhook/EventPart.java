package dev.millrace.webhook;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What one record is made of: a part of an event, or all of it.
 *
 * @param schema of the value that leaves; null for a schemaless one
 * @param value that leaves
 * @param body what paths read: the part, parsed; null where nothing was parsed
 * @param envelope the parsed document that the part was split from; the part itself where nothing was split
 * @param attributes of a CloudEvent, by their names; empty otherwise
 * @param contentType of a CloudEvent's data
 * @param headers that the format adds; null for none
 */
record EventPart(
        ReceivedEvent event,
        @Nullable Schema schema,
        @Nullable Object value,
        @Nullable Object body,
        @Nullable Object envelope,
        Map<String, String> attributes,
        Optional<String> contentType,
        @Nullable Headers headers) {}
