package dev.millrace.ops.dlq;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Key, value and headers on their way to a topic. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Payload(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}
